"""Turning a posted message into subject and body."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import current_app

from platform_app.dates import wareki, wareki_datetime
from platform_app.vocabulary.applications import Procedure


def render(template: str, recipient_name: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Return (subject, body) of templates/mail/<template>.txt in plain Japanese text.

    The template sees the context, ``recipient_name``, ``office``, ``base_url``,
    ``day`` (ISO date to 和暦), ``moment`` (ISO instant to 和暦 with the hour),
    ``procedure_label`` and ``effect_day``. No line break can enter the subject. Raises jinja2.TemplateNotFound.
    """
    source = current_app.jinja_env.get_template(f"mail/{template}.txt")
    values: dict[str, Any] = {
        **context,
        "recipient_name": recipient_name,
        "base_url": current_app.config["BASE_URL"].rstrip("/"),
        "day": _day,
        "moment": _moment,
        "procedure_label": Procedure.label_of,
        "effect_day": Procedure.effect_day,
    }
    current_app.update_template_context(values)
    subject, body = ("".join(source.blocks[name](source.new_context(values))) for name in ("subject", "body"))
    return " ".join(subject.split()), body.strip() + "\n"


def office_address() -> tuple[str, str]:
    """Return the sender: the platform's name and MAIL_FROM, or the office's own address."""
    values: dict[str, Any] = {}
    current_app.update_template_context(values)
    office = values["office"]
    return office.platform_name, current_app.config["MAIL_FROM"] or office.email or "platform@localhost"


def _day(iso: str) -> str:
    return wareki(date.fromisoformat(iso), weekday=True) if iso else ""


def _moment(iso: str) -> str:
    return wareki_datetime(datetime.fromisoformat(iso)) if iso else ""
