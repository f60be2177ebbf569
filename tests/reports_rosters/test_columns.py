"""A roster's two projections and its rules."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_app.vocabulary.organisations import OrganisationKind, Theme
from platform_app.vocabulary.profile import PROFILE_ITEMS
from reports.characters import readable
from reports.columns import Column, Roster, Stamp, flat, flat_cells, shown, shown_cells
from reports.roster_table import table
from reports.rosters.members import MEMBERS, PUBLIC_MEMBERS
from tests.reports_rosters.samples import PRINTED_AT, ROSTERS, sample_rows, stamp


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("date", date(2019, 5, 1), "令和元年5月1日"),
        ("datetime", datetime(2026, 3, 31, 15, 30, tzinfo=UTC), "令和8年4月1日 00:30"),
        ("integer", 0, "0"),
        ("postal_code", "7708570", "770-8570"),
        ("partial_date", "2013-07", "平成25年7月"),
        ("partial_date", "昭和のころ", "昭和のころ"),
        ("phone", "0886212179", "0886212179"),
        ("list", ["一", "二"], "一、二"),
    ],
)
def test_a_value_is_shown_as_its_kind_says(kind: str, value: object, text: str) -> None:
    assert shown(Column("見出し", "x", 10, kind), value) == text  # type: ignore[arg-type]


def test_nothing_known_and_zero_are_told_apart() -> None:
    column = Column("人数", "count", 5, "integer")
    assert (shown(column, None), shown(column, 0)) == ("", "0")
    assert (flat(column, None), flat(column, 0)) == ((None,), (0,))


def test_codes_and_labels_stand_in_their_own_flat_columns() -> None:
    roster = Roster(
        "名簿",
        (
            Column("団体種別", "kind", 10, "code", codes=OrganisationKind),
            Column("活動分野", "themes", 10, "choices", codes=Theme),
        ),
    )
    row = {"kind": "npo", "themes": ["youth", "food"]}
    assert [c.physical_name for c in roster.flat_columns()] == ["kind_code", "kind", "themes_code", "themes"]
    assert flat_cells(roster, row) == ["npo", "NPO法人", "youth;food", "子ども・若者;食支援"]
    assert shown_cells(roster, row) == ["NPO法人", "子ども・若者、食支援"]


def test_an_unknown_code_is_shown_itself_rather_than_lost() -> None:
    assert shown(Column("種別", "kind", 10, "code", codes=OrganisationKind), "guild") == "guild"


def test_rows_may_be_objects_or_mappings() -> None:
    roster = Roster("名簿", (Column("団体名", "name", 10), Column("長さ", lambda _row: 3, 5, "integer")))
    assert shown_cells(roster, SimpleNamespace(name="会")) == shown_cells(roster, {"name": "会"}) == ["会", "3"]


def test_headings_that_occur_twice_are_refused() -> None:
    with pytest.raises(ValueError, match="unique"):
        Roster("名簿", (Column("団体名", "a", 10), Column("団体名", "b", 10)))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Stamp(date(2026, 4, 1), datetime(2026, 4, 1, 9, 0), "", 0).sentences()


def test_the_stamp_states_day_range_count_and_time_of_output() -> None:
    assert stamp(1234).sentences() == (
        "令和8年4月1日現在",
        "範囲：全会員",
        "1,234件",
        "出力日時：令和8年11月21日 09:05",
    )
    assert "範囲" not in "".join(Stamp(date(2026, 4, 1), PRINTED_AT, "", 0).sentences())


@given(st.text())
def test_only_what_xml_cannot_hold_is_replaced_and_only_line_ends_are_changed(text: str) -> None:
    result = readable(text)
    assert len(result) == len(text.replace("\r\n", "\n"))
    kept = list(text.replace("\r\n", "\n").replace("\r", "\n"))
    assert all(new in (old, "〓") for old, new in zip(kept, result, strict=True))
    assert readable(result) == result


def test_a_forbidden_control_character_is_seen_to_be_missing() -> None:
    assert readable("a\x00b\x07c\ud800d\ufffe") == "a〓b〓c〓d〓"


def test_the_office_roster_has_every_item_of_the_entry() -> None:
    assert {item.key for item in PROFILE_ITEMS} <= {column.key for column in MEMBERS.columns}


def test_every_item_that_is_not_public_by_default_is_sensitive() -> None:
    sensitive = {column.key for column in MEMBERS.columns if column.sensitive}
    assert {"address", "phone", "email", "contact_name", "representative_kana", "offers"} <= sensitive
    assert not {"name", "kind", "themes"} & sensitive


def test_the_roster_for_distribution_has_only_its_eight_public_columns() -> None:
    assert [column.heading for column in PUBLIC_MEMBERS.columns] == [
        "No.",
        "団体名",
        "団体種別",
        "市町村",
        "活動分野",
        "活動概要",
        "連絡先",
        "URL",
    ]
    assert not any(column.sensitive for column in PUBLIC_MEMBERS.columns)


@pytest.mark.parametrize("roster", ROSTERS, ids=lambda roster: roster.key)
def test_every_physical_name_is_a_plain_word(roster: Roster) -> None:
    for column in roster.flat_columns():
        assert column.physical_name.isidentifier()
        assert column.physical_name.isascii()


def test_the_html_table_gives_plain_texts_and_headings() -> None:
    roster = ROSTERS[0]
    shown_table = table(roster, sample_rows(roster))
    assert [heading.label for heading in shown_table.headings] == [column.heading for column in roster.columns]
    assert all(isinstance(cell, str) for row in shown_table.rows for cell in row)
