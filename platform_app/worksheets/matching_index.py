"""The index of needs and offers: kept with every new line of the register, and made anew by command."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from platform_app.actor import Actor
from platform_app.dates import today
from platform_app.extensions import db
from platform_app.members.models import MemberRecord
from platform_app.members.queries import lines_as_of
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.matching import MatchSide
from platform_app.vocabulary.organisations import Standing, Visibility
from platform_app.worksheets.matching_models import MatchTerm
from platform_app.worksheets.matching_words import terms


def said(line: MemberRecord, side: MatchSide) -> str:
    """Return what a line says is needed or offered, as far as other members may know: '' when it is private."""
    is_open = line.audience_of(side.value) is not Visibility.PRIVATE
    return str(line.item(side.value)) if is_open and line.standing == Standing.ACTIVE else ""


def _rows(line: MemberRecord) -> Iterable[dict[str, object]]:
    for side in MatchSide:
        for term in terms(said(line, side)):
            yield {"term": term, "side": side.value, "record_id": line.id, "member_id": line.member_id}


def follow(line: MemberRecord) -> None:
    """Index a new line inside its transaction, and forget the lines that it has replaced."""
    lines = select(MemberRecord.id).where(MemberRecord.member_id == line.member_id)
    present = db.session.scalar(
        lines.where(MemberRecord.effective_on <= today())
        .order_by(MemberRecord.effective_on.desc(), MemberRecord.id.desc())
        .limit(1)
    )
    to_come = lines.where(MemberRecord.effective_on > today())
    own = MatchTerm.member_id == line.member_id
    db.session.execute(
        delete(MatchTerm)
        .where(own, MatchTerm.record_id.not_in(to_come), MatchTerm.record_id != (present or 0))
        .execution_options(synchronize_session=False)
    )
    if line.id == present or line.effective_on > today():
        _write(_rows(line))


def _write(rows: Iterable[dict[str, object]]) -> None:
    found = list(rows)
    if found:
        db.session.execute(insert(MatchTerm), found)


@operation(Action.INDEX_PARTNERS)
def rebuild(_nothing: None, *, by: Actor) -> int:  # noqa: ARG001
    """Make the whole index anew, for a register that was loaded by other means; return how many lines were read."""
    db.session.execute(delete(MatchTerm))
    lines = db.session.scalars(lines_as_of(today())).all()
    for line in lines:
        _write(_rows(line))
    return len(lines)
