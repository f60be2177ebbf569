"""Whatever a sheet holds, reading it never breaks."""

from datetime import date
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_app.imports.entry import Entry
from platform_app.imports.headings import TARGETS
from platform_app.imports.matching import find_layout
from platform_app.imports.rows import parse_rows
from platform_app.imports.workbook import Cell
from tests.imports.sheets import sheet

VALUES = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.sampled_from(["〃", "同上", "なし", "R5.6.30退会", "【南部】", "※注", "計", "=1+1", "#N/A", "\x00", "\ue000"]),
)
CELLS = st.builds(
    Cell,
    VALUES,
    is_struck=st.booleans(),
    is_formula=st.booleans(),
    error=st.sampled_from(["", "#N/A"]),
    fill=st.just(""),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(sorted(TARGETS)), unique=True, min_size=1, max_size=12),
    st.lists(st.lists(CELLS, max_size=12), max_size=6),
    st.one_of(st.none(), st.just(date(2024, 4, 1))),
)
def test_no_cell_breaks_the_reading(targets: list[str], rows: list[list[Cell]], default: date | None) -> None:
    targets = ["name", *(target for target in targets if target != "name")]
    page = sheet(["団体名", "住所"], *rows)
    layout = find_layout(page)
    assert layout is not None

    parsed = parse_rows(
        page,
        layout,
        dict(enumerate(targets, 1)),
        prefecture="徳島県",
        default_joined_on=default,
    )

    for entry in parsed.entries:
        assert Entry.from_json(entry.to_json()) == entry
        assert all(finding.sentence and finding.remedy for finding in entry.findings)
        assert entry.has_error or (entry.name and entry.joined_on)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(VALUES, max_size=8), max_size=8))
def test_no_sheet_breaks_the_search_for_headings(rows: list[list[Any]]) -> None:
    page = sheet(*rows)
    layout = find_layout(page)

    if layout is not None:
        parse_rows(page, layout, layout.proposal(), prefecture="徳島県")
