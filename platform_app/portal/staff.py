"""The first page of the office: what waits today."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from platform_app import dates
from platform_app.access import STAFF, allow
from platform_app.mail.queries import message_counts, task_count
from platform_app.members.queries import count_as_of
from platform_app.portal.queries import waiting

bp = Blueprint("desk", __name__, url_prefix="/staff")


@bp.get("/")
@allow(STAFF)
def home() -> ResponseReturnValue:
    """What waits, in figures that lead to the lists behind them."""
    return render_template(
        "desk/home.html",
        waiting=waiting(),
        count=count_as_of(dates.today()),
        messages=message_counts(),
        task_count=task_count(),
    )
