"""Who may read a sheet: by rule, and the same in the list as for one."""

import pytest
from flask import Flask

from platform_app.actor import Actor, may_see, system, visitor
from platform_app.errors import NotAllowed, NotFound
from platform_app.extensions import db
from platform_app.paging import Page
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.worksheets import SELF_LINE, Phase, SheetAudience
from platform_app.worksheets import list_queries, queries
from platform_app.worksheets.comparing import compare
from platform_app.worksheets.errors import PhaseOutOfTurn, SheetClosed
from platform_app.worksheets.list_queries import Wanted
from platform_app.worksheets.operations import keeping, writing
from tests import factories
from tests.architecture.crawl import recorded
from tests.worksheets.builders import contents, member, save, sheet


def test_each_audience_is_read_by_those_it_names(app: Flask) -> None:
    own, linked, other = member(), member(), member()
    desk = factories.actor(Role.VIEWER)
    readers: dict[SheetAudience, tuple[Actor, ...]] = {
        SheetAudience.OWN: (own, desk),
        SheetAudience.LINKED: (own, linked, desk),
        SheetAudience.MEMBERS: (own, linked, other, desk),
        SheetAudience.PUBLIC: (own, linked, other, desk, visitor()),
    }
    sheets = {audience: sheet(own) for audience in SheetAudience}
    for audience, it in sheets.items():
        assert linked.member_id is not None
        keeping.link(it, member_id=linked.member_id, is_linked=True, by=own)
        keeping.edit(it, title=audience.label, audience=audience.value, by=own)
    for who in (own, linked, other, desk, visitor(), system()):
        expected = {audience for audience, may in readers.items() if who in may or who.is_system}
        assert {audience for audience, it in sheets.items() if may_see(who, it)} == expected
        rows = list_queries.listed(Wanted(), Page(50), viewer=who)
        assert {row.sheet.id for row in rows} == {sheets[audience].id for audience in expected}
        assert list_queries.count(Wanted(), viewer=who) == len(expected)


def test_reading_is_not_writing(app: Flask) -> None:
    own, other = member(), member()
    it = keeping.edit(sheet(own), title="公開", audience=SheetAudience.PUBLIC.value, by=own)
    with pytest.raises(NotAllowed):
        save(it, "よその書込み", by=other)
    for act in (
        lambda: keeping.edit(it, title="よその題名", audience="own", by=other),
        lambda: keeping.share(it, is_open=True, by=other),
        lambda: keeping.start_phase(it, phase="final", by=other),
        lambda: writing.name_member(it, line=SELF_LINE, member_id=other.member_id, by=other),
    ):
        with pytest.raises(NotAllowed):
            act()
    with pytest.raises(NotFound):
        save(sheet(own), "よその書込み", by=visitor().for_worksheet(it.id))


def test_phases_follow_in_turn_and_a_closed_one_is_not_written(app: Flask) -> None:
    own = member()
    it = sheet(own)
    save(it, "設計のときの問題", by=own)
    with pytest.raises(PhaseOutOfTurn):
        keeping.start_phase(it, phase=Phase.DESIGN.value, by=own)
    keeping.start_phase(it, phase=Phase.IMPROVEMENT.value, by=own)
    save(it, "改善のときの問題", base=1, by=own)
    keeping.start_phase(it, phase=Phase.FINAL.value, by=own)
    keeping.close_phase(it, is_closed=True, by=own)
    with pytest.raises(SheetClosed):
        save(it, "遅れた書込み", base=2, by=own)
    phases = queries.phases_of(it.id)
    assert [each.phase for each in phases] == ["design", "improvement", "final"]
    cells = compare(phases)[0].cells["problem"]
    assert [(cell.text, cell.change) for cell in cells if cell] == [
        ("設計のときの問題", ""), ("改善のときの問題", "changed"), ("改善のときの問題", ""),
    ]  # fmt: skip


def test_what_is_still_to_do_is_counted_and_never_scored(app: Flask) -> None:
    own = member()
    it = sheet(own)
    assert contents(it).missing == 1
    save(it, "協力者が増える", by=own, column="benefit")
    save(it, "町内会", by=own, line="line-0001", column="stakeholder")
    assert contents(it).missing == 1
    assert contents(it).benefits == [("見本の会", "協力者が増える")]


def test_a_list_asks_the_database_as_often_for_one_sheet_as_for_many(app: Flask) -> None:
    own = member()

    def asked() -> int:
        db.session.rollback()
        with recorded() as statements:
            list_queries.listed(Wanted(), Page(50), viewer=own)
        return len(statements)

    save(sheet(own), "問題", by=own)
    first = asked()
    for _number in range(6):
        keeping.start_phase(sheet(own), phase=Phase.FINAL.value, by=own)
    assert asked() == first
