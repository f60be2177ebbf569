"""The office reads and prints the register."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from forms.members import KnownForm, PeriodForm
from platform_app import dates
from platform_app.access import STAFF, actor, allow
from platform_app.errors import NotFound
from platform_app.members import queries, rosters
from platform_app.members.downloads import attachment, loses_unseen, losses, scope_of
from platform_app.members.periods import OUTPUT, period_form
from platform_app.members.queries import Search
from platform_app.office.queries import current as office
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.places.naming import place_choices, place_label
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.organisations import OrganisationKind, RegisterChange, Standing
from reports.documents.address_labels import SHEETS
from reports.labels import render_labels
from reports.rosters.changes import RECONCILIATION, REGISTER_CHANGES

bp = Blueprint("members_staff", __name__, url_prefix="/staff/members")

SHEETS_BY_COUNT = {str(sheet.count): sheet for sheet in SHEETS.values()}
KEY = f"<any({', '.join(rosters.ROSTERS)}):key>"


@bp.context_processor
def labels() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "kind_labels": dict(OrganisationKind.choices()),
        "change_labels": dict(RegisterChange.choices()),
        "standing_labels": dict(Standing.choices()),
        "place_label": place_label,
    }


def asked() -> tuple[KnownForm, rosters.Extract, bool]:
    """Read from the address which lines are wanted."""
    form = KnownForm().offer(place_choices(office().prefecture))
    valid = form.validate()
    known, on = form.known_day(), form.day(dates.today())
    known_at = datetime.combine(known + timedelta(days=1), time(), dates.TOKYO) if known else None
    scope = [scope_of(form), f"{dates.wareki(known)}までに登載した内容" if known else ""]
    said = "、".join(part for part in scope if part)
    return form, rosters.Extract(on, known_at, Search(**form.criteria()), said), valid


@bp.get("/")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """The register as it stood on a date, as known at an instant."""
    form, extract, valid = asked()
    former = bool(form.former.data)
    count, listed = (
        (queries.count_with_former, queries.page_with_former) if former else (queries.count_as_of, queries.page_as_of)
    )
    page = Page(count(extract.on, extract.search, known_at=extract.known_at), asked_page())
    lines = listed(extract.on, extract.search, page, known_at=extract.known_at)
    return render_template(
        "members_staff/index.html",
        form=form,
        extract=extract,
        rows=lines,
        page=page,
        rosters=rosters.ROSTERS,
        former=former,
        left=queries.LEFT,
        total=queries.count_as_of(extract.on, known_at=extract.known_at),
    ), 200 if valid else 422


@bp.get(f"/rosters/{KEY}.{OUTPUT}")
@allow(STAFF)
def download(key: str, output: str) -> ResponseReturnValue:
    """A roster of the register in one format; the export is written down."""
    form, extract, valid = asked()
    if not valid:
        raise NotFound
    if loses_unseen(output):
        _count, found = rosters.rows(key, extract)
        address = {"endpoint": ".download", "key": key, **form.kept}
        return losses(rosters.with_places(rosters.ROSTERS[key]), found, address)
    content = rosters.write(key, output, extract)
    _disclose_export(key, output, extract)
    return attachment(rosters.ROSTERS[key].title, output, extract.on.isoformat(), content)


def _disclose_export(key: str, output: str, extract: rosters.Extract) -> None:
    disclose(
        Action.EXPORT,
        "member_record",
        by=actor(),
        what={
            "roster": key,
            "format": output,
            "as_of": extract.on.isoformat(),
            "scope": extract.scope,
        },
    )


@bp.get("/labels/<name>.pdf")
@allow(STAFF)
def address_labels(name: str) -> ResponseReturnValue:
    """宛名ラベル of the organisations that a search finds."""
    _form, extract, valid = asked()
    if not valid or name not in SHEETS_BY_COUNT:
        raise NotFound
    sheet = SHEETS_BY_COUNT[name]
    first = request.args.get("first", "1")
    start = int(first) if first.isascii() and first.isdigit() and len(first) < 3 else 1  # noqa: PLR2004
    said = "\u3000".join(part for part in (f"{dates.wareki(extract.on)}現在", extract.scope, "0件") if part)
    content = render_labels(sheet, rosters.addresses(extract), first=min(max(start, 1), sheet.count), scope=said)
    _disclose_export(f"labels {name}", "pdf", extract)
    return attachment("宛名ラベル", "pdf", extract.on.isoformat(), content)


@bp.get("/changes")
@allow(STAFF)
def changes() -> ResponseReturnValue:
    """異動一覧 and 会員数の照合 of a period."""
    form = period_form()
    valid = form.validate()
    if not valid:
        return render_template("members_staff/changes.html", form=form, found=None), 422
    since, until = form.period()
    return render_template(
        "members_staff/changes.html",
        form=form,
        since=since,
        until=until,
        found=queries.reconcile(since, until),
        rows=rosters.changes(since, until),
    )


@bp.get(f"/changes.{OUTPUT}")
@allow(STAFF)
def changes_file(output: str) -> ResponseReturnValue:
    """異動一覧 as a file."""
    form = period_form()
    since, until = _period(form)
    if loses_unseen(output):
        return losses(REGISTER_CHANGES, rosters.changes(since, until), {"endpoint": ".changes_file", **form.kept})
    disclose(Action.EXPORT, "member_record", by=actor(), what={"roster": REGISTER_CHANGES.key, "format": output})
    content = rosters.write_changes(output, since, until)
    return attachment(REGISTER_CHANGES.title, output, f"{since}_{until}", content)


@bp.get(f"/reconciliation.{OUTPUT}")
@allow(STAFF)
def reconciliation_file(output: str) -> ResponseReturnValue:
    """会員数の照合 as a file."""
    form = period_form()
    since, until = _period(form)
    if loses_unseen(output):
        found = rosters.reconciliation_rows(since, until, _figures(since, until))
        return losses(RECONCILIATION, found, {"endpoint": ".reconciliation_file", **form.kept})
    content = rosters.write_reconciliation(output, since, until, _figures(since, until))
    return attachment(RECONCILIATION.title, output, f"{since}_{until}", content)


def _figures(since: date, until: date) -> tuple[str, str, str, str]:
    return f"前回（{dates.wareki(since)}現在）", "入会", "退会", f"今回（{dates.wareki(until)}現在）"


def _period(form: PeriodForm) -> tuple[date, date]:
    if not form.validate():
        raise NotFound
    return form.period()
