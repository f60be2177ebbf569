"""The blank forms for handwriting, FAX and Excel."""

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from platform_app.access import PUBLIC, allow
from platform_app.applications.views import handed_out
from platform_app.office import queries as office
from platform_app.places.naming import place_choices
from reports.documents import Use, membership_application, withdrawal_notice
from reports.form_workbook import blank_application, blank_withdrawal
from reports.layout import Document
from reports.pdf import render

bp = Blueprint("forms", __name__, url_prefix="/forms")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: Name in the address -> name of the file.
FILES = {"membership-application": "入会申請書・変更届", "withdrawal-notice": "退会届"}


@bp.get("")
@allow(PUBLIC)
def index() -> ResponseReturnValue:
    """Offer the blank forms, and say where to send them."""
    return render_template("forms/index.html", files=FILES)


@bp.get("/<any('membership-application', 'withdrawal-notice'):name>.pdf")
@allow(PUBLIC)
def pdf(name: str) -> ResponseReturnValue:
    """Hand out a blank form to be written by hand."""
    base = current_app.config["BASE_URL"].rstrip("/")
    page = "join" if name == "membership-application" else "withdraw"
    content = render(_document(name), {"online_url": f"{base}/apply/{page}", "printed_number": ""})
    return handed_out(content, f"{FILES[name]}.pdf", "application/pdf", 1)


def _document(name: str) -> Document:
    settings = office.current()
    if name == "withdrawal-notice":
        return withdrawal_notice(settings, is_blank=True)
    items = office.open_items(for_web=False)
    return membership_application(items, Use.BLANK, settings, office.open_declarations())


@bp.get("/<any('membership-application', 'withdrawal-notice'):name>.xlsx")
@allow(PUBLIC)
def workbook(name: str) -> ResponseReturnValue:
    """Hand out a blank form as a workbook with typed, validated cells."""
    return handed_out(_workbook(name), f"{FILES[name]}.xlsx", XLSX, 1)


def _workbook(name: str) -> bytes:
    settings = office.current()
    if name == "withdrawal-notice":
        return blank_withdrawal(settings)
    places = place_choices(settings.prefecture)
    return blank_application(office.open_items(for_web=False), places, settings, office.open_declarations())
