"""The clock, the fiscal year and the Japanese calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_app.dates import (
    DateNotUnderstood,
    PartialDate,
    fiscal_year,
    fiscal_year_label,
    fiscal_year_mark,
    fiscal_year_short,
    frozen,
    now,
    parse_date,
    parse_partial,
    set_clock,
    to_tokyo,
    today,
    wareki,
    wareki_datetime,
)
from tests.core.hostile import HOSTILE

UNDERSTOOD = [(text, day) for day, texts in HOSTILE["dates"].items() if day != "impossible" for text in texts]


def test_every_day_since_1868_reads_back_from_its_japanese_name() -> None:
    day, end = date(1868, 1, 1), date(2100, 12, 31)
    while day <= end:
        assert parse_date(wareki(day, weekday=True)) == day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    "first", [date(1868, 1, 1), date(1912, 7, 30), date(1926, 12, 25), date(1989, 1, 8), date(2019, 5, 1)]
)
def test_every_day_round_the_change_of_an_era_has_one_name(first: date) -> None:
    days = [first + timedelta(days=shift) for shift in range(-400, 400)]
    names = [wareki(day) for day in days]

    assert len(set(names)) == len(days)
    assert [parse_date(name) for name in names] == days
    assert "元年" in wareki(first)
    assert "元年" not in wareki(first - timedelta(days=1))


@pytest.mark.parametrize(("text", "day"), UNDERSTOOD)
def test_every_usual_spelling_is_understood(text: str, day: str) -> None:
    assert parse_date(text) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("昭和64年1月7日", "1989-01-07"),
        ("平成元年1月8日", "1989-01-08"),
        ("大正元年7月30日", "1912-07-30"),
        ("明45.7.29", "1912-07-29"),
        ("令和五年二月二十日", "2023-02-20"),
        ("令和5年2月20日（月）", "2023-02-20"),
        ("㋿5年2月20日(月曜日)", "2023-02-20"),
        ("2023-02-20 00:00:00", "2023-02-20"),
        ("2023-02-20T00:00:00", "2023-02-20"),
        ("20230220", "2023-02-20"),
        ("R050220", "2023-02-20"),
        ("r5/2/20", "2023-02-20"),
        ("２０２３／２／２０", "2023-02-20"),
        ("令和 5年 2月 20日", "2023-02-20"),
        ("西暦2023年2月20日", "2023-02-20"),
        ("H12-2-29", "2000-02-29"),
    ],
)
def test_further_spellings_of_offices_and_spreadsheets_are_understood(text: str, day: str) -> None:
    assert parse_date(text) == date.fromisoformat(day)


@pytest.mark.parametrize("text", HOSTILE["dates"]["impossible"])
def test_what_no_calendar_holds_is_refused(text: str) -> None:
    with pytest.raises(DateNotUnderstood):
        parse_date(text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("令和5年2月30日", "impossible"),
        ("2023/13/1", "impossible"),
        ("平成31年5月1日", "era"),
        ("令和元年4月30日", "era"),
        ("大正15年12月25日", "era"),
        ("令和0年1月1日", "era"),
        ("令和5年2月20日（火）", "weekday"),
        ("5.2.20", "spelling"),
        ("23/2/20", "spelling"),
        ("2/20/2023", "spelling"),
        ("2023-02/20", "spelling"),
        ("2023-02-20 13:30", "spelling"),
        ("令和5年2月", "spelling"),
        ("令和2023年2月20日", "spelling"),
        ("昨日", "spelling"),
        ("", "spelling"),
    ],
)
def test_a_refusal_says_why(text: str, reason: str) -> None:
    with pytest.raises(DateNotUnderstood) as refusal:
        parse_date(text)

    assert refusal.value.reason == reason


@given(st.text() | st.text(alphabet="令和平成昭HRS元年月日0123456789０５一十〇./-（月） "))
def test_reading_any_text_gives_a_date_or_says_that_it_is_none(text: str) -> None:
    try:
        found = parse_partial(text)
    except DateNotUnderstood:
        return
    assert PartialDate.from_iso(str(found)) == found


@given(
    st.dates(min_value=date(1000, 1, 1), max_value=date(2100, 12, 31)).flatmap(
        lambda day: st.sampled_from(
            [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
        )
    )
)
def test_a_partial_date_reads_back_from_its_label_and_its_stored_form(partial: PartialDate) -> None:
    assert parse_partial(partial.label()) == partial
    assert parse_partial(str(partial)) == partial
    assert PartialDate.from_iso(partial.isoformat()) == partial
    assert partial.first_day() <= partial.last_day()


@pytest.mark.parametrize(
    ("text", "stored", "label"),
    [
        ("平成25年7月", "2013-07", "平成25年7月"),
        ("H25.7", "2013-07", "平成25年7月"),
        ("2013/7", "2013-07", "平成25年7月"),
        ("1998", "1998", "平成10年"),
        ("平成元年", "1989", "昭和64年（平成元年）"),
        ("1989年1月", "1989-01", "昭和64年（平成元年）1月"),
        ("1850年", "1850", "1850年"),
        ("平成25年7月1日", "2013-07-01", "平成25年7月1日"),
    ],
)
def test_a_date_may_be_known_in_part(text: str, stored: str, label: str) -> None:
    partial = parse_partial(text)

    assert (str(partial), partial.label()) == (stored, label)


@pytest.mark.parametrize("text", ["2013-7", "2013-13", "13", "2013-07-32", "2013-07-14-01", "平成25年7月", "２０１３"])
def test_only_the_stored_form_is_read_from_storage(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.from_iso(text)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 7, 14), "令和5年7月14日（金）"),
        (date(2019, 5, 1), "令和元年5月1日（水）"),
        (date(2018, 2, 21), "平成30年2月21日（水）"),
        (date(2024, 5, 15), "令和6年5月15日（水）"),
        (date(1867, 12, 31), "1867年12月31日（火）"),
    ],
)
def test_a_day_is_written_with_its_weekday(day: date, name: str) -> None:
    assert wareki(day, weekday=True) == name
    assert wareki(day) == name[:-3]


def test_an_instant_is_written_in_japanese_time() -> None:
    assert wareki_datetime(datetime(2023, 7, 14, 4, 5, tzinfo=UTC)) == "令和5年7月14日（金）13時05分"


@given(st.dates(min_value=date(1868, 4, 1), max_value=date(2100, 12, 31)))
def test_a_fiscal_year_runs_from_april_to_march(day: date) -> None:
    year = fiscal_year(day)

    assert date(year, 4, 1) <= day < date(year + 1, 4, 1)


@pytest.mark.parametrize(
    ("year", "label", "short", "mark"),
    [
        (2023, "令和5年度", "R05", "5"),
        (2019, "令和元年度", "R01", "元"),
        (2018, "平成30年度", "H30", "30"),
        (1989, "平成元年度", "H01", "元"),
    ],
)
def test_a_fiscal_year_has_a_name(year: int, label: str, short: str, mark: str) -> None:
    assert (fiscal_year_label(year), fiscal_year_short(year), fiscal_year_mark(year)) == (label, short, mark)


def test_a_stopped_clock_starts_again() -> None:
    stopped = datetime(2023, 3, 31, 15, 0, tzinfo=UTC)

    with frozen(stopped):
        assert now() == stopped
        assert today() == date(2023, 4, 1)
        with frozen(stopped - timedelta(seconds=1)):
            assert today() == date(2023, 3, 31)
        assert now() == stopped

    assert abs(now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_the_clock_can_be_replaced_and_restored() -> None:
    try:
        set_clock(lambda: datetime(2030, 1, 1, tzinfo=UTC))
        assert today() == date(2030, 1, 1)
    finally:
        set_clock(None)

    assert now().tzinfo is UTC


def test_an_instant_without_a_time_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="time zone"):
        to_tokyo(datetime(2023, 1, 1))
