"""Strips on pages: all of them, in order, within the frame, headings never alone at the foot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.fonts import Face
from reports.layout import Overflow
from reports.marks import TextMark
from reports.paging import Pages
from reports.strips import Break, Cell, Ruled, Solid, Strip

HEIGHT = 300.0


def solid(number: int, height: float, *, stays: bool = False) -> Solid:
    return Solid(height, (TextMark(0, height, str(number), 1, Face.MINCHO),), stays_with_next=stays)


def numbers(pages: list[list[object]]) -> list[list[str]]:
    return [[mark.text for mark in page if isinstance(mark, TextMark)] for page in pages]


@given(st.lists(st.tuples(st.floats(1, HEIGHT), st.booleans()), min_size=1, max_size=40))
def test_every_strip_is_placed_once_in_order_and_inside_the_frame(heights: list[tuple[float, bool]]) -> None:
    strips = [solid(number, height, stays=stays) for number, (height, stays) in enumerate(heights)]

    pages = Pages(10, 20, HEIGHT).fill(strips)

    assert [text for page in numbers(pages) for text in page] == [str(number) for number in range(len(strips))]
    assert all(20 < mark.y <= 20 + HEIGHT + 0.1 for page in pages for mark in page if isinstance(mark, TextMark))


@given(st.lists(st.floats(1, 60), min_size=1, max_size=40), st.integers(0, 38))
def test_a_heading_stands_on_the_page_of_what_follows_it(heights: list[float], heading: int) -> None:
    strips = [solid(number, height, stays=number == heading) for number, height in enumerate(heights)]

    pages = numbers(Pages(0, 0, HEIGHT).fill(strips))

    if heading + 1 < len(heights):
        assert any({str(heading), str(heading + 1)} <= set(page) for page in pages)


@given(st.integers(3, 400))
def test_a_cell_longer_than_a_page_goes_on_overleaf_and_its_label_is_repeated(count: int) -> None:
    header = solid(-1, 10)
    row = Ruled(
        (
            Cell(0, 50, ("項目",), is_label=True),
            Cell(50, 200, tuple(f"line{number}" for number in range(count))),
        ),
        header=header,
    )

    pages = numbers(Pages(0, 0, HEIGHT).fill([header, row]))

    lines = [text for page in pages for text in page if text.startswith("line")]
    assert lines == [f"line{number}" for number in range(count)]
    assert all("項目" in page and "-1" in page for page in pages)


def test_what_fits_no_page_is_refused_instead_of_cut() -> None:
    with pytest.raises(Overflow):
        Pages(0, 0, HEIGHT).fill([solid(1, HEIGHT + 1)])


def test_a_break_turns_the_page_but_never_leaves_one_empty() -> None:
    strips: list[Strip] = [Break(), solid(1, 10), Break(), Break(), solid(2, 10), Break()]

    pages = numbers(Pages(0, 0, HEIGHT).fill(strips))

    assert [page for page in pages if page] == [["1"], ["2"]]
