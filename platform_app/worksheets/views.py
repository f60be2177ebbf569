"""Reading worksheets: the list, one sheet, its canvas, its phases side by side, and the papers."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from platform_app.access import PUBLIC, actor, allow
from platform_app.paging import Page, asked_page
from platform_app.worksheets import list_queries, queries
from platform_app.worksheets.comparing import compare
from platform_app.worksheets.contents import Contents
from platform_app.worksheets.list_queries import Wanted
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.words import template_words

bp = Blueprint("worksheets", __name__, url_prefix="/worksheets")
bp.context_processor(template_words)


@bp.get("")
@allow(PUBLIC)
def index() -> ResponseReturnValue:
    """The sheets that the reader may read: for visitors those made public."""
    wanted = Wanted()
    page = Page(list_queries.count(wanted, viewer=actor()), asked_page())
    rows = list_queries.listed(wanted, page, viewer=actor())
    return render_template("worksheets/index.html", rows=rows, page=page)


def asked_phase(phases: list[Contents]) -> Contents:
    """Return the phase that the address asks for by its number, else the newest."""
    asked = request.args.get("phase", "")
    return next((each for each in phases if str(each.number) == asked), phases[-1])


def read(sheet_id: int) -> tuple[Worksheet, list[Contents]]:
    """Return a sheet that the reader may read, with its phases. Raises NotFound."""
    sheet = queries.sheet(sheet_id, viewer=actor())
    return sheet, queries.phases_of(sheet.id)


def _page(template: str, sheet: Worksheet, phases: list[Contents]) -> str:
    shown = asked_phase(phases)
    people = {
        sheet.owner_member_id,
        *(line.member_id for line in shown.lines),
        *(each.member_id for each in sheet.links),
    }
    return render_template(
        f"worksheets/{template}.html",
        sheet=sheet,
        phases=phases,
        shown=shown,
        names=queries.names_of(people),
        event=queries.event_of(sheet, viewer=actor()),
        is_keeper=queries.is_keeper(sheet, actor()),
    )


@bp.get("/<int:sheet_id>")
@allow(PUBLIC)
def show(sheet_id: int) -> ResponseReturnValue:
    """One phase of a sheet as a table, and its memo."""
    return _page("show", *read(sheet_id))


@bp.get("/<int:sheet_id>/canvas")
@allow(PUBLIC)
def canvas(sheet_id: int) -> ResponseReturnValue:
    """One phase as a canvas; its block of benefits is the table."""
    return _page("canvas", *read(sheet_id))


@bp.get("/<int:sheet_id>/compare")
@allow(PUBLIC)
def compared(sheet_id: int) -> ResponseReturnValue:
    """Every phase side by side, changes in words."""
    sheet, phases = read(sheet_id)
    return render_template("worksheets/compare.html", sheet=sheet, phases=phases, lines=compare(phases))
