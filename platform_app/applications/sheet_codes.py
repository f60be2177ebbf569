"""What a printed sheet carries so that it finds its record when it comes back."""

import re
from urllib.parse import parse_qs, urlencode, urlsplit

from flask import current_app

from platform_app.applications.models import Application
from platform_app.applications.queries import by_number
from platform_app.extensions import db
from platform_app.folding import fold_code
from platform_app.numbering import ReceiptNumberNotUnderstood, parse_receipt_number

#: A draft has no receipt number yet; its printed sheet carries this and its key.
DRAFT_MARK = "D"
FIND_PATH = "/staff/entry/find"


def code_of(application: Application) -> str:
    """Return the receipt number, or a draft's own mark."""
    return application.number or f"{DRAFT_MARK}-{application.id}"


def record_url(application: Application) -> str:
    """Return the address that the code on a printed sheet leads the office to."""
    base: str = current_app.config["BASE_URL"].rstrip("/")
    return f"{base}{FIND_PATH}?{urlencode({'code': code_of(application)})}"


def found_by_code(text: str) -> Application | None:
    """Return the application that a code names, typed in any spelling or read as a whole address."""
    code = _code_in(text)
    draft = re.fullmatch(rf"{DRAFT_MARK}-?([0-9]{{1,9}})", re.sub(r"\s", "", fold_code(code)).upper())
    if draft:
        return db.session.get(Application, int(draft[1]))
    try:
        return by_number(parse_receipt_number(code))
    except ReceiptNumberNotUnderstood:
        return None


def _code_in(text: str) -> str:
    """Take the code out of the address that a QR code holds."""
    if "code=" not in text:
        return text
    try:
        return parse_qs(urlsplit(text.strip()).query).get("code", [text])[0]
    except ValueError:
        return text
