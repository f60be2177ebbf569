"""The public list of members."""

from collections.abc import Hashable
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forms.members import MemberSearchForm
from platform_app import dates
from platform_app.access import PUBLIC, actor, allow
from platform_app.errors import NotFound
from platform_app.kept_pages import kept_for_visitors
from platform_app.members import queries, rosters
from platform_app.members.downloads import attachment, scope_of
from platform_app.members.entry_text import item_text
from platform_app.members.profile import visible_profile
from platform_app.members.queries import Search
from platform_app.office.queries import current as office
from platform_app.office.queries import is_sample
from platform_app.paging import Page, asked_page
from platform_app.places.naming import place_choices
from platform_app.vocabulary.organisations import RegisterChange
from platform_app.vocabulary.profile import PROFILE_ITEMS
from reports.rosters.members import PUBLIC_MEMBERS

bp = Blueprint("members", __name__, url_prefix="/members")

#: Items that head the page and are not repeated below.
HEADING_ITEMS = frozenset({"name"})
#: Items that the list of organisations shows.
LISTED_ITEMS = ("name", "kind", "municipality", "themes")


@bp.context_processor
def labels() -> dict[str, Any]:
    """Give the templates the words for kinds of changes."""
    return {"kind_labels": dict(RegisterChange.choices())}


def _shown() -> Hashable:
    """What the public pages show besides the address and the day: the register and the office's settings."""
    return queries.register_version(), office(), is_sample()


@bp.get("")
@allow(PUBLIC)
@kept_for_visitors(_shown)
def index() -> ResponseReturnValue:
    """Search the register by name, kind, field and municipality, as it stands on a date."""
    form, search, valid = searched()
    on = form.day(dates.today())
    page = Page(queries.count_as_of(on, search), asked_page())
    lines = queries.page_as_of(on, search, page)
    return render_template(
        "members/index.html",
        form=form,
        on=on,
        page=page,
        rows=[(line, summary(line)) for line in lines],
        total=queries.count_as_of(on) if search != Search() else page.total,
    ), 200 if valid else 422


def searched() -> tuple[MemberSearchForm, Search, bool]:
    """Read the search form from the address."""
    form = MemberSearchForm().offer(place_choices(office().prefecture))
    valid = form.validate()
    return form, Search(**form.criteria()), valid


def summary(line: Any) -> dict[str, str]:
    """Return what the list shows of a line and everybody may see, as text."""
    return {key: item_text(key, value) for key, value in visible_profile(line, keys=LISTED_ITEMS).items()}


@bp.get("/<int:number>")
@allow(PUBLIC)
@kept_for_visitors(_shown)
def show(number: int) -> ResponseReturnValue:
    """One organisation, as it stands on a date, with what it chose to show."""
    form = MemberSearchForm()
    form.validate()
    on = form.day(dates.today())
    line = queries.line_by_number(number, on)
    if line is None or line.standing not in queries.BELONGING:
        raise NotFound
    seen = visible_profile(line, members=actor().is_member)
    items = [
        (item.label, item_text(item.key, seen[item.key]))
        for item in PROFILE_ITEMS
        if seen.get(item.key) and item.key not in HEADING_ITEMS
    ]
    return render_template(
        "members/show.html",
        line=line,
        on=on,
        items=items,
        website=seen.get("website", ""),
        former_names=queries.former_names(line.member_id, line.name),
        lineage=queries.public_lineage(line.member_id),
    )


@bp.get("/list.<any('print.xlsx', 'data.xlsx', 'csv', 'pdf'):output>")
@allow(PUBLIC)
def download(output: str) -> ResponseReturnValue:
    """The list for distribution: only what everybody may see, with its date printed on it."""
    form, search, valid = searched()
    if not valid:
        raise NotFound
    extract = rosters.Extract(form.day(dates.today()), search=search, scope=scope_of(form))
    return attachment(
        PUBLIC_MEMBERS.title, output, extract.on.isoformat(), rosters.write(PUBLIC_MEMBERS.key, output, extract)
    )
