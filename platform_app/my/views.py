"""What a signed-in member sees of its organisation: entry, applications and documents."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from platform_app.access import MEMBERS, allow, own_member_id
from platform_app.applications.finding import drafts_of
from platform_app.my import queries
from platform_app.vocabulary.applications import ApplicationStatus, Procedure
from platform_app.vocabulary.reviews import NoticeKind

bp = Blueprint("my", __name__, url_prefix="/my")


@bp.context_processor
def labels() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "procedure_label": Procedure.label_of,
        "status_name": ApplicationStatus.label_of,
        "notice_label": NoticeKind.label_of,
    }


@bp.get("")
@allow(MEMBERS)
def home() -> ResponseReturnValue:
    """Show the entry as registered, with who sees which item."""
    member_id = own_member_id()
    record = queries.entry(member_id)
    waiting = [one for one in queries.applications(member_id) if one.is_open]
    groups = queries.entry_rows(record) if record else {}
    return render_template("my/home.html", record=record, groups=groups, waiting=waiting)


@bp.get("/applications")
@allow(MEMBERS)
def applications() -> ResponseReturnValue:
    """List the organisation's applications, and above them what was begun and not sent."""
    member_id = own_member_id()
    drafts = [one for procedure in (Procedure.CHANGE, Procedure.WITHDRAW) for one in drafts_of(member_id, procedure)]
    return render_template("my/applications.html", applications=queries.applications(member_id), drafts=drafts)


@bp.get("/documents")
@allow(MEMBERS)
def documents() -> ResponseReturnValue:
    """List the filled forms and the notices."""
    member_id = own_member_id()
    return render_template(
        "my/documents.html", applications=queries.applications(member_id), notices=queries.notices(member_id)
    )
