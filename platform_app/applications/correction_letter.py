"""補正依頼: the letter for those who are asked for corrections on paper, with the way back to their record."""

from dataclasses import replace
from typing import Any

from flask import current_app

from platform_app.applications.models import Application
from platform_app.applications.sheet_codes import record_url
from platform_app.dates import to_tokyo, wareki
from platform_app.office import queries as office
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import Channel, Procedure
from platform_app.vocabulary.reviews import point_label
from reports.documents import correction_request
from reports.layout import Part
from reports.pdf import render_packet


def correction_pdf(application: Application) -> bytes:
    """Return what an application was returned for as a letter; it is no decision and takes no number."""
    # Who sent paper and named no address has neither the password nor a way to get a link.
    is_online = bool(application.email) or application.channel == Channel.WEB
    document = correction_request(replace(office.current(), numbered_notices=False), is_online=is_online)
    return render_packet([Part(document, _values(application))], title=document.title)


def _values(application: Application) -> dict[str, Any]:
    returned = next(step for step in reversed(application.steps) if step.action == Action.RETURN)
    arrived = application.arrived_at
    base = str(current_app.config["BASE_URL"]).rstrip("/")
    return {
        "issued_on": wareki(to_tokyo(returned.at).date()),
        "name": application.name,
        "representative_title": application.representative_title,
        "representative_name": application.representative_name,
        "kind_label": Procedure.label_of(application.procedure),
        "submitted_on": wareki(to_tokyo(arrived).date()) if arrived else "",
        "receipt_number": application.number or "",
        "remarks": returned.message,
        "reasons": [
            {"label": point_label(point.item) or "全体", "reason": point.sentence}
            for point in application.return_points
            if point.settled_at is None
        ],
        "record_url": record_url(application),
        "online_url": f"{base}/apply/track?number={application.number}",
    }
