"""The grammar of reports: every text has a reading, nothing is lost, nothing is run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_app.event_reports.typed_numbers import referring, typed_numbers
from platform_app.report_markup import (
    Heading,
    Items,
    Link,
    Paragraph,
    Placed,
    Reference,
    Words,
    faults,
    lines_of,
    neutral,
    parse,
)
from platform_app.vocabulary.event_reports import BLOCKS, INLINE, Count, TypedState

NAMES = st.sampled_from([*INLINE, *BLOCKS, "参加人数", "", " ", "写真1", "写真９９９９"])
REFERENCES = st.builds(lambda name, wide: f"｛{name}｝" if wide else f"{{{name}}}", NAMES, st.booleans())
TYPED = st.lists(
    st.one_of(st.text(max_size=12), REFERENCES, st.sampled_from(["\n", "\n\n", "■", "□", "・", "1. ", "#", "｛", "}"]))
).map("".join)
PRESENT = {str(count): number for count, number in zip(Count, (30, 23, 4, 20, 10, 33), strict=True)}


def plain(text: str) -> str:
    parts = [part for block in parse(text) for line in lines_of(block) for part in line]
    return "".join(part.text for part in parts if isinstance(part, Words))


@given(TYPED)
def test_every_text_has_a_reading_and_only_known_facts_are_filled(text: str) -> None:
    for block in parse(text):
        assert isinstance(block, Heading | Paragraph | Items | Placed)
        if isinstance(block, Placed):
            assert block.name in BLOCKS
        for line in lines_of(block):
            assert all(part.name in INLINE for part in line if isinstance(part, Reference))
            assert all(part.address.startswith(("http://", "https://")) for part in line if isinstance(part, Link))


@given(TYPED)
def test_a_text_without_faults_shows_no_brace_reference(text: str) -> None:
    assert faults(neutral(text)) == []
    if not faults(text):
        assert not any(f"｛{name}｝" in plain(text) for name in (*INLINE, *BLOCKS))


def test_the_forms_of_a_report() -> None:
    text = "■見出し\n一行目｛参加者数｝人\n二行目\n\n・一\n・二\n3. 三\n4. 四\n□小見出し\n｛写真２｝\n{意見}"

    kinds = [type(block).__name__ for block in parse(text)]

    assert kinds == ["Heading", "Paragraph", "Items", "Items", "Heading", "Placed", "Placed"]
    assert parse(text)[1].lines[0][1] == Reference("参加者数")  # type: ignore[union-attr]
    assert parse(text)[3].start == 3  # type: ignore[union-attr]
    assert parse(text)[5] == Placed("写真", 2)


def test_an_unknown_reference_and_a_part_within_a_sentence_are_named_by_line() -> None:
    found = faults("よい文\n｛参加人数｝人\n様子は｛写真｝のとおり")

    assert [(fault.line, fault.written, fault.is_block) for fault in found] == [
        (2, "｛参加人数｝", False),
        (3, "｛写真｝", True),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30人が参加", [("30人", TypedState.SAME)]),
        ("３０名", [("３０名", TypedState.SAME)]),
        ("三十人と二十八人", [("三十人", TypedState.SAME), ("二十八人", TypedState.OUTDATED)]),
        ("1,200人", [("1,200人", TypedState.OTHER)]),
        ("23団体、4自治体", [("23団体", TypedState.SAME), ("4自治体", TypedState.SAME)]),
        ("5 市町村", [("5 市町村", TypedState.OTHER)]),
        ("4人1組で話す", []),
        ("｛参加者数｝人（｛団体数｝団体）", []),
        ("一人ひとり", []),
        ("令和6年1月、約90分", []),
    ],
)  # fmt: skip
def test_numbers_by_hand_are_found(text: str, expected: list[tuple[str, TypedState]]) -> None:
    found = typed_numbers("本文", text, PRESENT, {Count.PEOPLE: {28}})

    assert [(each.written, each.state) for each in found] == expected


@given(TYPED, st.integers(1, 9_999_999), TYPED)
def test_a_number_that_becomes_a_reference_is_found_no_more(before: str, number: int, after: str) -> None:
    text = f"{before}\n参加は{number}人です。\n{after}"
    mine = next(each for each in typed_numbers("本文", text, PRESENT, {}) if each.number == number)

    changed = referring(text, mine)

    left = [each.line for each in typed_numbers("本文", changed, PRESENT, {})]
    assert len(left) == len(list(typed_numbers("本文", text, PRESENT, {}))) - 1
    assert "｛参加者数｝人" in changed
