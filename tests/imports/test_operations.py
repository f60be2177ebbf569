"""What was previewed is what happens: all of it once, or nothing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from platform_app.actor import system
from platform_app.errors import NotAllowed
from platform_app.extensions import db
from platform_app.imports import operations, queries
from platform_app.imports.errors import AlreadyApplied, PreviewOutdated
from platform_app.imports.loading import load_file, prepare_file
from platform_app.imports.models import RegisterImport
from platform_app.imports.planning import Planned
from platform_app.imports.reading import Choice
from platform_app.members import queries as members
from platform_app.members.models import Member, MemberRecord
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.imports import Outcome
from tests import factories
from tests.imports.sheets import LEGACY, other_office, saved, workbook

EXPECTED: dict[str, Any] = json.loads((Path(__file__).parent / "member-roster-legacy.expected.json").read_text("utf-8"))
HEADINGS = ["No", "団体名", "入会日", "TEL", "法人番号", "備考"]


def lines() -> int:
    return db.session.scalar(select(func.count()).select_from(MemberRecord)) or 0


def roster(*rows: list[Any]) -> bytes:
    return saved(workbook(HEADINGS, *rows))


def prepared(*rows: list[Any], as_of: date = date(2025, 4, 1)) -> RegisterImport:
    return prepare_file(roster(*rows), "名簿.xlsx", by=system(), choice=Choice(as_of=as_of))


def planned(row: RegisterImport) -> list[Planned]:
    return queries.planned_rows(queries.register_import(row.id))


def outcomes(row: RegisterImport) -> list[str]:
    return [each.outcome.value for each in planned(row)]


def codes(row: RegisterImport) -> list[str]:
    return [finding.code for each in planned(row) for finding in each.remarks]


def known(**more: Any) -> Member:
    return factories.member(joined_on=date(2023, 2, 20), number=7, name="甲の会", phone="088-000-1111", **more)


def test_the_legacy_register_gives_the_expected_number_on_each_date(app: Flask) -> None:
    load_file(LEGACY.read_bytes(), LEGACY.name, by=system())

    for day, count in EXPECTED["as_of"].items():
        assert members.count_as_of(date.fromisoformat(day)) == count


def test_the_register_says_what_the_sheet_says(app: Flask) -> None:
    load_file(LEGACY.read_bytes(), LEGACY.name, by=system())

    stored = {line.number: line for line in db.session.scalars(members.register_as_of(date(2024, 4, 26)))}
    for expected in EXPECTED["organisations"]:
        if "left" in expected:
            assert expected["no"] not in stored
            continue
        line = stored[expected["no"]]
        assert (line.name, line.representative_name, line.phone) == (
            expected["name"],
            expected["representative"],
            expected["tel"],
        )


def test_a_leaver_has_a_join_and_a_withdrawal_line_with_the_dates_of_the_sheet(app: Flask) -> None:
    row = load_file(LEGACY.read_bytes(), LEGACY.name, by=system())

    member = members.member_by_number(17)
    assert member is not None
    assert [(line.change, line.effective_on) for line in members.history(member.id)] == [
        ("join", date(2023, 2, 20)),
        ("withdrawal", date(2023, 6, 30)),
    ]
    assert {line.recorded_at for line in members.history(member.id)} == {row.applied_at}


def test_a_remark_stands_beside_the_line_that_it_is_about(app: Flask) -> None:
    rows = [1, "甲の会", "R5.2.20", "", "", "会報は2部"], [2, "乙の会", "R5.2.20", "", "", "R6.3.31退会（解散のため）"]
    load_file(roster(*rows), "名簿.xlsx", by=system())

    notes = db.session.execute(select(MemberRecord.change, MemberRecord.note).order_by(MemberRecord.id)).all()
    assert [tuple(note) for note in notes] == [
        ("join", "会報は2部"),
        ("join", ""),
        ("withdrawal", "R6.3.31退会（解散のため）"),
    ]


def test_numbers_that_follow_continue_behind_the_imported_ones(app: Flask) -> None:
    load_file(LEGACY.read_bytes(), LEGACY.name, by=system())

    assert factories.member().number == 101


def test_the_same_file_again_changes_nothing(app: Flask) -> None:
    load_file(LEGACY.read_bytes(), LEGACY.name, by=system())
    before = lines()

    again = load_file(LEGACY.read_bytes(), LEGACY.name, by=system())

    assert set(outcomes(again)) == {"same"}
    assert lines() == before


def test_a_preview_changes_nothing(app: Flask) -> None:
    row = prepare_file(LEGACY.read_bytes(), LEGACY.name, by=system())

    assert (lines(), row.counts["new"], row.counts["error"]) == (0, 100, 0)


def test_an_import_is_applied_once(app: Flask) -> None:
    row = prepared([1, "甲の会", "R5.2.20", "088-000-1111", "", ""])
    operations.apply(row, token=row.token, by=system())

    with pytest.raises(AlreadyApplied):
        operations.apply(row, token=row.token, by=system())
    assert lines() == 1


def test_only_the_preview_that_was_shown_is_applied(app: Flask) -> None:
    row = prepared([1, "甲の会", "R5.2.20", "088-000-1111", "", ""])

    with pytest.raises(PreviewOutdated):
        operations.apply(row, token="0" * 64, by=system())
    assert lines() == 0


def test_a_register_that_moved_after_the_preview_is_not_written_to(app: Flask) -> None:
    row = prepared([7, "甲の会", "R5.2.20", "088-000-1111", "", ""])
    known()

    with pytest.raises(PreviewOutdated):
        operations.apply(row, token=row.token, by=system())
    assert lines() == 1


def test_absence_from_the_sheet_never_removes_a_member(app: Flask) -> None:
    known()

    load_file(roster([8, "乙の会", "R5.2.20", "", "", ""]), "名簿.xlsx", by=system())

    assert members.count_as_of(date(2025, 4, 1)) == 2


def test_a_differing_row_appends_a_change_from_the_day_of_the_sheet(app: Flask) -> None:
    member = known()
    row = prepared([7, "甲の会", "R5.2.20", "088-000-2222", "", ""])

    operations.apply(row, token=row.token, by=system())

    assert [(line.change, line.effective_on, line.phone) for line in members.history(member.id)] == [
        ("join", date(2023, 2, 20), "088-000-1111"),
        ("change", date(2025, 4, 1), "088-000-2222"),
    ]
    assert members.history(member.id)[-1].email == members.history(member.id)[0].email


def test_an_empty_cell_keeps_what_the_register_has_and_says_so(app: Flask) -> None:
    known()
    row = prepared([7, "甲の会", "R5.2.20", "", "", ""])

    assert (outcomes(row), codes(row)) == (["same"], ["kept_value"])


def test_a_member_is_known_by_its_corporate_number_when_it_was_renamed(app: Flask) -> None:
    member = known(corporate_number="8000020130001")
    row = prepared([7, "甲と乙の会", "R5.2.20", "088-000-1111", "8000020130001", ""])

    operations.apply(row, token=row.token, by=system())

    assert [(line.change, line.name) for line in members.history(member.id)][-1] == ("rename", "甲と乙の会")


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ([7, "まったく別の会", "R5.2.20", "", "", ""], "number_taken"),
        ([8, "甲の会", "R5.2.20", "", "", ""], "other_number"),
    ],
)
def test_a_number_that_contradicts_the_register_is_an_error(app: Flask, cells: list[Any], code: str) -> None:
    known()
    row = prepared(cells)

    assert (outcomes(row), codes(row)) == (["error"], [code])


def test_a_name_that_several_members_bear_needs_a_number(app: Flask) -> None:
    known()
    factories.member(name="甲の会", number=9)
    row = prepared([None, "甲の会", "R5.2.20", "", "", ""])

    assert (outcomes(row), codes(row)) == (["error"], ["ambiguous"])


def test_two_rows_that_mean_one_member_are_not_both_taken(app: Flask) -> None:
    known()
    row = prepared([7, "甲の会", "R5.2.20", "", "", ""], [None, "甲の会", "R5.2.20", "088-000-2222", "", ""])

    assert outcomes(row) == ["same", "error"]


def test_a_name_that_differs_only_by_its_legal_form_is_new_with_a_warning(app: Flask) -> None:
    known()
    row = prepared([8, "NPO法人甲の会", "R5.2.20", "", "", ""])

    assert (outcomes(row), codes(row)) == (["new"], ["similar_name"])


def test_a_member_that_leaves_by_the_sheet_gets_a_withdrawal_line(app: Flask) -> None:
    member = known()
    row = prepared([7, "甲の会", "R5.2.20", "088-000-1111", "", "R6.3.31退会"])

    operations.apply(row, token=row.token, by=system())

    assert [(line.change, line.effective_on) for line in members.history(member.id)][1:] == [
        ("withdrawal", date(2024, 3, 31)),
    ]
    again = prepared([7, "甲の会", "R5.2.20", "088-000-1111", "", "R6.3.31退会"])
    assert outcomes(again) == ["same"]
    back = prepared([7, "甲の会", "R5.2.20", "088-000-1111", "", ""])
    assert (outcomes(back), codes(back)) == (["error"], ["gone_in_register"])


def test_a_member_that_will_leave_is_still_one_on_the_day_of_the_sheet(app: Flask) -> None:
    known()
    leaving = prepared([7, "甲の会", "R5.2.20", "088-000-1111", "", "R7.6.30退会"])
    operations.apply(leaving, token=leaving.token, by=system())

    before = prepared([7, "甲の会", "R5.2.20", "088-000-1111", "", ""])
    on_the_day = prepared([7, "甲の会", "R5.2.20", "088-000-1111", "", ""], as_of=date(2025, 6, 30))

    assert (outcomes(before), codes(before)) == (["same"], [])
    assert codes(on_the_day) == ["gone_in_register"]


def test_the_mark_for_a_lost_character_never_replaces_the_character(app: Flask) -> None:
    known(corporate_number="8000012010038", representative_name="辻\U000e0100 花子")

    row = mentioned("辻〓 花子")
    other = mentioned("〓木 花子")

    assert (outcomes(row), codes(row)) == (["same"], ["lost_characters"])
    assert (outcomes(other), codes(other)) == (["differs"], [])


def mentioned(representative: str) -> RegisterImport:
    content = saved(workbook(["No", "団体名", "代表者名", "入会日"], [7, "甲の会", representative, "R5.2.20"]))
    return prepare_file(content, "名簿.xlsx", by=system(), choice=Choice(as_of=date(2025, 4, 1)))


def test_a_change_before_later_lines_is_an_error_that_names_the_way(app: Flask) -> None:
    known()
    row = prepared([7, "甲の会", "R5.2.20", "088-000-2222", "", ""])
    operations.apply(row, token=row.token, by=system())

    earlier = prepared([7, "甲の会", "R5.2.20", "088-000-3333", "", ""], as_of=date(2024, 4, 1))

    assert (outcomes(earlier), codes(earlier)) == (["error"], ["later_lines"])


def test_rows_with_errors_are_left_out_and_the_others_applied(app: Flask) -> None:
    row = prepared([1, "甲の会", "未定", "", "", ""], [2, "乙の会", "R5.2.20", "", "", ""])

    operations.apply(row, token=row.token, by=system())

    assert outcomes(row) == ["error", "new"]
    assert [line.name for line in db.session.scalars(members.register_as_of(date(2025, 4, 1)))] == ["乙の会"]


def test_another_office_s_register_loads_by_matching_alone(app: Flask) -> None:
    row = load_file(other_office(), "会員一覧.xlsx", by=system())

    assert row.as_of == date(2025, 1, 31)
    assert members.count_as_of(date(2025, 1, 31)) == 2


def test_a_matching_is_remembered_for_the_same_headings(app: Flask) -> None:
    row = prepared([1, "甲の会", "R5.2.20", "088-000-1111", "", "メモ"])
    mapping = {int(index): target for index, target in row.mapping.items() if target != "remarks"}
    reading = prepare_reading(row, mapping)
    operations.prepare(row, reading=reading, by=system(), remember=True)

    assert prepared([2, "乙の会", "R5.2.20", "", "", "メモ"]).mapping == {str(k): v for k, v in mapping.items()}


def prepare_reading(row: RegisterImport, mapping: dict[int, str]) -> Any:
    from platform_app.imports.reading import read_register

    return read_register(
        row.content,
        row.filename,
        prefecture="徳島県",
        today=date(2025, 4, 1),
        choice=Choice(mapping=mapping),
    )


def test_an_applied_import_is_not_prepared_again(app: Flask) -> None:
    row = load_file(roster([1, "甲の会", "R5.2.20", "", "", ""]), "名簿.xlsx", by=system())

    with pytest.raises(AlreadyApplied):
        operations.prepare(row, reading=prepare_reading(row, {2: "name"}), by=system())


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REPRESENTATIVE, Role.EDITOR])
def test_those_without_the_right_can_neither_prepare_nor_apply(app: Flask, role: Role) -> None:
    row = prepared([1, "甲の会", "R5.2.20", "", "", ""])
    person = factories.actor(role)

    with pytest.raises(NotAllowed):
        operations.apply(row, token=row.token, by=person)
    with pytest.raises(NotAllowed):
        prepare_file(LEGACY.read_bytes(), LEGACY.name, by=person)
    assert lines() == 0


def test_hostile_text_comes_into_the_register_unchanged(app: Flask) -> None:
    name = '=HYPERLINK("http://x")\'; DROP TABLE member;--<script>髙﨑𠮷葛󠄀🌸'
    load_file(roster([1, name, "R5.2.20", "", "", ""]), "名簿.xlsx", by=system())

    assert [line.name for line in db.session.scalars(members.register_as_of(date(2025, 4, 1)))] == [name]


def test_an_outcome_says_what_is_done() -> None:
    assert [outcome.value for outcome in Outcome] == ["new", "differs", "same", "error"]
