"""Small builders of worksheets."""

from itertools import count

from platform_app.actor import Actor, system, visitor
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.worksheets import SELF_LINE
from platform_app.worksheets import queries
from platform_app.worksheets.contents import Contents
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.operations import keeping, writing
from platform_app.worksheets.operations.keeping import SheetPlan
from platform_app.worksheets.operations.writing import CellSave, Outcome
from tests import factories

_ids = count(1)


def member(role: str = Role.REPRESENTATIVE) -> Actor:
    """Return somebody who signed in for a new member organisation."""
    return factories.user(role, member_id=factories.member().id).actor()


def sheet(owner: Actor | None = None, title: str = "地域猫活動", **plan: int) -> Worksheet:
    """Return a new sheet, the office's own unless an owner is given."""
    return keeping.create(None, plan=SheetPlan(title, "見本の会", **plan), by=owner or system())


def opened(title: str = "地域猫活動") -> tuple[Worksheet, Actor]:
    """Return a sheet whose table writes without an account, and somebody at that table."""
    made = keeping.share(sheet(title=title), is_open=True, by=system())
    return made, visitor().for_worksheet(made.id)


def save(it: Worksheet, text: str, base: int = 0, *, by: Actor, line: str = SELF_LINE, **more: object) -> Outcome:
    """Save one text into one cell and return what came of it."""
    values = {"client_id": f"saving-{next(_ids):06}", "column": "problem", **more}
    one = CellSave(line=line, text=text, base=base, **values)  # type: ignore[arg-type]
    return writing.write_cells(it, saves=[one], by=by)[0]


def contents(it: Worksheet) -> Contents:
    """Return what stands in the newest phase."""
    db.session.rollback()
    return queries.contents_of(it.id)
