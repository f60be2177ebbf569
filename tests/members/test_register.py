"""The register as it stood and as it was known: a plain model says what must come out."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_app import dates
from platform_app.actor import system
from platform_app.errors import MissingReason
from platform_app.extensions import db, writer
from platform_app.members import operations
from platform_app.members.errors import NotAMember
from platform_app.members.models import Member, MemberRecord
from platform_app.members.queries import (
    BELONGING,
    Search,
    count_as_of,
    former_names,
    page_as_of,
    reconcile,
    record_on,
    register_as_of,
)
from platform_app.paging import Page
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.organisations import RegisterChange, Standing
from tests import factories

START = date(2023, 1, 1)
EPOCH = datetime(2023, 1, 1, tzinfo=UTC)

LINES = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 30), st.sampled_from(["active", "withdrawn", "suspended", "void"])),
    min_size=1,
    max_size=12,
)


def _plain(lines: list[tuple[int, int, str]], on: int, known: int) -> set[tuple[int, str]]:
    """The reference model: of the lines known and in force, each member's newest speaks."""
    newest: dict[int, tuple[int, int, str]] = {}
    for order, (member, day, standing) in enumerate(lines[: known + 1]):
        if day <= on and (member not in newest or (day, order) >= newest[member][:2]):
            newest[member] = (day, order, standing)
    return {(member, standing) for member, (_d, _o, standing) in newest.items() if standing in BELONGING}


@given(lines=LINES, on=st.integers(-1, 31), known=st.integers(0, 12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_register_equals_the_plain_model_on_both_axes(
    app: Flask, lines: list[tuple[int, int, str]], on: int, known: int
) -> None:
    with writer():
        members = _entered(lines)
        statement = register_as_of(START + timedelta(days=on), known_at=EPOCH + timedelta(hours=known))
        found = {(members.index(line.member), line.standing) for line in db.session.scalars(statement)}
        db.session.rollback()

    assert found == _plain(lines, on, known)


@given(lines=LINES, days=st.tuples(st.integers(-1, 31), st.integers(-1, 31)))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_figures_of_any_period_add_up(app: Flask, lines: list[tuple[int, int, str]], days: tuple[int, int]) -> None:
    since, until = (START + timedelta(days=day) for day in sorted(days))
    with writer():
        _entered(lines)
        found = reconcile(since, until)
        db.session.rollback()

    assert found.balances


def _entered(lines: list[tuple[int, int, str]]) -> list[Member]:
    """Enrol four members and append their lines, an hour apart."""
    members = [operations.enrol() for _ in range(4)]
    for order, (index, day, standing) in enumerate(lines):
        operations.append(
            members[index],
            effective_on=START + timedelta(days=day),
            change=RegisterChange.CHANGE,
            profile={"name": "見本"},
            visibility={},
            by=system(),
            standing=standing,
            recorded_at=EPOCH + timedelta(hours=order),
        )
    return members


def test_a_print_of_an_earlier_day_stays_the_same_for_ever(app: Flask) -> None:
    factories.member(date(2023, 2, 20))
    leaver = factories.member(date(2023, 2, 20))
    before = count_as_of(date(2023, 7, 14))

    _withdraw(leaver, date(2023, 8, 1))
    factories.member(date(2023, 9, 1))

    assert before == count_as_of(date(2023, 7, 14)) == 2
    assert count_as_of(date(2023, 8, 1)) == 1
    assert count_as_of(date(2023, 9, 1)) == 2


def _withdraw(row: Member, on: date) -> None:
    with writer():
        line = row.records[-1]
        operations.append(
            row,
            effective_on=on,
            change=RegisterChange.WITHDRAWAL,
            profile=line.profile,
            visibility={},
            by=system(),
            standing=Standing.WITHDRAWN,
        )
        db.session.commit()


def test_a_correction_changes_the_past_and_keeps_what_was_known(app: Flask) -> None:
    with dates.frozen(datetime(2023, 3, 1, tzinfo=UTC)):
        row = factories.member(date(2023, 2, 20), name="あやまり会")
    officer = factories.actor(Role.OFFICER)
    line = row.records[-1]

    operations.correct(row, record_id=line.id, profile={"name": "ただしい会"}, reason="聞き誤り", by=officer)

    on = date(2023, 2, 20)
    assert record_on(row.id, on).name == "ただしい会"  # type: ignore[union-attr]
    assert record_on(row.id, on, known_at=datetime(2023, 3, 2, tzinfo=UTC)).name == "あやまり会"  # type: ignore[union-attr]


def test_a_correction_follows_into_later_lines_that_took_the_error_over(app: Flask) -> None:
    row = factories.member(date(2023, 2, 20), phone="088-000-0001", name="いろは会")
    first = row.records[-1]
    with writer():
        operations.append(
            row,
            effective_on=date(2024, 1, 1),
            change=RegisterChange.RENAME,
            visibility={},
            by=system(),
            profile=first.profile | {"name": "にほへ会"},
        )
        db.session.commit()

    operations.correct(
        row,
        record_id=first.id,
        profile={"phone": "088-000-0002", "name": "いろは会"},
        reason="転記の誤り",
        by=factories.actor(Role.OFFICER),
    )

    later = record_on(row.id, date(2024, 1, 1))
    assert later is not None
    assert (later.name, later.phone) == ("にほへ会", "088-000-0002")


def test_a_correction_needs_a_reason(app: Flask) -> None:
    row = factories.member()
    with pytest.raises(MissingReason):
        operations.correct(
            row, record_id=row.records[-1].id, profile={"name": "x"}, reason="　", by=factories.actor(Role.OFFICER)
        )


def test_a_renamed_organisation_is_found_by_its_old_name(app: Flask) -> None:
    row = factories.member(date(2023, 2, 20), name="ふるい名の会", name_kana="フルイナノカイ")
    with writer():
        operations.append(
            row,
            effective_on=date(2024, 1, 1),
            change=RegisterChange.RENAME,
            visibility={},
            by=system(),
            profile=row.records[-1].profile | {"name": "あたらしい会", "name_kana": "アタラシイカイ"},
        )
        db.session.commit()

    for words in ("ふるい名", "フルイナ", "ﾌﾙｲ", "あたらしい", "新しい あたら"):
        found = page_as_of(date(2024, 2, 1), Search(words=words), Page(1))
        assert [line.name for line in found] == (["あたらしい会"] if "新" not in words else []), words
    assert former_names(row.id, "あたらしい会") == ["ふるい名の会"]


@pytest.mark.parametrize("words", ["髙田", "高田", "﨑山", "崎山", "𠮷野", "吉野", "ﾈｯﾄ", "ネット", "You&ゆう", "ゆう"])
def test_search_folds_variants_and_width(app: Flask, words: str) -> None:
    factories.member(name="髙田﨑山𠮷野ネットYou&ゆうの会", name_kana="ジュゲム")
    factories.member(name="べつの団体", name_kana="ベツノダンタイ")

    assert count_as_of(dates.today(), Search(words=words)) == 1


@pytest.mark.parametrize("words", ["%", "_", "'", "\\", "=1+1", "　", "<script>", "\u0000"])
def test_hostile_words_find_nothing_and_break_nothing(app: Flask, words: str) -> None:
    factories.member()

    assert count_as_of(dates.today(), Search(words=words)) in {0, 1}


def test_reconciliation_names_the_organisations_behind_each_figure(app: Flask) -> None:
    stays = factories.member(date(2023, 2, 20))
    leaves = factories.member(date(2023, 2, 20))
    joins = factories.member(date(2023, 5, 1))
    _withdraw(leaves, date(2023, 6, 30))

    found = reconcile(date(2023, 4, 1), date(2023, 7, 14))

    assert (found.before, found.after, found.balances) == (2, 2, True)
    assert [line.member_id for line in found.joined] == [joins.id]
    assert [line.member_id for line in found.left] == [leaves.id]
    assert stays.id not in {line.member_id for line in (*found.joined, *found.left)}


def test_who_came_and_went_between_two_dates_counts_on_both_sides(app: Flask) -> None:
    """The list of changes of the same period names them too."""
    passing = factories.member(date(2023, 5, 1))
    _withdraw(passing, date(2023, 6, 30))

    found = reconcile(date(2023, 4, 1), date(2023, 7, 14))

    assert (found.before, found.after, found.balances) == (0, 0, True)
    assert [line.member_id for line in found.joined] == [passing.id]
    assert [line.member_id for line in found.left] == [passing.id]


def test_a_merger_ends_the_predecessor_and_keeps_both_numbers(app: Flask) -> None:
    one, other = factories.member(), factories.member()

    operations.merge(
        one,
        successor_id=other.id,
        linked_on=date(2024, 4, 1),
        note="合併による",
        by=factories.actor(Role.DECIDER),
    )

    assert count_as_of(date(2024, 3, 31)) == 2
    assert count_as_of(date(2024, 4, 1)) == 1
    assert record_on(one.id, date(2024, 4, 1)).standing == Standing.MERGED  # type: ignore[union-attr]


def test_what_was_merged_or_incorporated_is_found_under_its_old_name(app: Flask) -> None:
    """However many steps ago, and nothing else is found with it."""
    first = factories.member(name="さざなみの会", name_kana="サザナミノカイ")
    second = factories.member(name="みなとの会", name_kana="ミナトノカイ")
    third = factories.member(name="NPO法人うみべ", name_kana="ウミベ")
    factories.member(name="やまの会", name_kana="ヤマノカイ")
    day = date(2024, 4, 1)
    operations.merge(first, successor_id=second.id, linked_on=day, note="", by=factories.actor(Role.DECIDER))
    operations.link(second, successor_id=third.id, linked_on=day, note="", by=factories.actor(Role.OFFICER))

    found = page_as_of(date(2024, 5, 1), Search(words="さざなみ"), Page(1))

    assert [line.name for line in found] == ["みなとの会", "NPO法人うみべ"]
    assert count_as_of(date(2024, 5, 1), Search(words="さざなみ の会")) == 2


def test_an_organisation_that_left_can_not_be_suspended(app: Flask) -> None:
    row = factories.member(date(2023, 2, 20))
    _withdraw(row, date(2023, 6, 1))

    with pytest.raises(NotAMember):
        operations.change_standing(
            row,
            change=RegisterChange.SUSPENSION,
            effective_on=date(2023, 7, 1),
            reason="休止",
            by=factories.actor(Role.DECIDER),
        )


def test_no_operation_updates_or_deletes_a_line(app: Flask) -> None:
    row = factories.member()
    before: dict[int, Any] = {line.id: line.profile for line in row.records}

    operations.correct(
        row,
        record_id=row.records[-1].id,
        profile={"name": "かわった会"},
        reason="訂正",
        by=factories.actor(Role.OFFICER),
    )

    kept = {line.id: line.profile for line in db.session.scalars(db.select(MemberRecord)) if line.id in before}
    assert kept == before
