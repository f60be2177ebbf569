"""Characters and lines: what is drawn, what is copied back, and where lines end."""

import io
import itertools
import re

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.fonts import Face
from reports.kinsoku import NEVER_FIRST, NEVER_LAST, may_break
from reports.marks import TextMark
from reports.pdf import draw_pages
from reports.phrases import break_phrases
from reports.text import GETA, break_lines, clusters, runs, text_width, unsupported_characters
from tests.reports.filled import RARE

JAPANESE = st.text(
    st.one_of(
        st.sampled_from("孤独立対策徳島県あいうえおアイウエオ髙﨑𠮷、。「」（）『』・ーっゃゅょッ々！？…―％ 　"),
        st.sampled_from("abcXYZ0123456789-./@:"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=120,
)


def text_layer(*lines: str, face: Face = Face.MINCHO) -> str:
    marks = [TextMark(40, 60 + 20 * number, line, 10, face) for number, line in enumerate(lines)]
    (page,) = pypdf.PdfReader(io.BytesIO(draw_pages([marks], title="見本"))).pages
    return page.extract_text()


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("face", Face)
@pytest.mark.parametrize("name", RARE)
def test_a_name_is_copied_from_paper_exactly_as_it_was_written(name: str, face: Face) -> None:
    """Also where the drawing is composed, a variant, or a picture: 𠮷, 葛󠄀, か゚, 👩‍👧‍👦."""
    assert squeezed(text_layer(name, face=face)) == squeezed(name)


RARE_NAMES = [*RARE, "髙﨑𠮷德邉", "㋿", "\ufa10\ufa19\ufa1b"]


@pytest.mark.parametrize("name", RARE_NAMES)
def test_no_rare_name_is_reported_as_unprintable(name: str) -> None:
    assert unsupported_characters(name) == []


def test_what_no_font_has_is_reported_once_and_drawn_as_geta() -> None:
    assert unsupported_characters("한국と한国") == ["한", "국"]
    assert all(clusters(char, Face.MINCHO)[0].is_missing for char in "한국")
    assert squeezed(text_layer("한国")) == "한国"
    assert text_width("한", 10, Face.MINCHO) == text_width(GETA, 10, Face.MINCHO)


def test_a_sign_around_a_character_is_reported_and_shows_the_plain_character() -> None:
    (keycap,) = clusters("1\ufe0f\u20e3", Face.MINCHO)

    assert [run.drawn for run in keycap.pieces] != [GETA]
    assert unsupported_characters("1\ufe0f\u20e3会") == ["1\ufe0f\u20e3"]


def test_a_variation_selector_that_no_font_knows_is_reported_and_shows_the_plain_kanji() -> None:
    assert unsupported_characters("丈\U000e01ef") == ["丈\U000e01ef"]
    assert text_width("丈\U000e01ef", 10, Face.MINCHO) == text_width("丈", 10, Face.MINCHO)


def test_the_variant_of_a_kanji_is_another_glyph_than_the_kanji() -> None:
    plain, variant = clusters("葛葛\U000e0100", Face.MINCHO)

    assert plain.pieces != variant.pieces
    assert not variant.is_missing


@pytest.mark.parametrize("char", ["\u200b", "\u202e", "\ufeff", "\u00ad", "\x00", "\x07", "\ud842", "\u2028"])
def test_invisible_characters_are_neither_drawn_nor_wide(char: str) -> None:
    assert text_width(f"a{char}b", 10, Face.MINCHO) == text_width("ab", 10, Face.MINCHO)
    assert squeezed(text_layer(f"a{char}b")) == "ab"


def test_no_drawn_character_is_unknown_to_its_font() -> None:
    from reportlab.pdfbase import pdfmetrics

    for name in (*RARE, "한국", "丈\U000e01ef"):
        for run in runs(name, Face.GOTHIC):
            assert set(map(ord, run.drawn)) <= set(pdfmetrics.getFont(run.font).face.charToGlyph)


@settings(max_examples=150, deadline=None)
@given(JAPANESE, st.floats(20, 400))
def test_lines_joined_are_the_text_and_none_is_wider_than_its_cell(text: str, width: float) -> None:
    paragraph = re.sub(r"[\n\r\v\f\x85\u2028\u2029]", "", text)

    lines = break_lines(paragraph, 10, width, Face.MINCHO)

    drawn = "".join(cluster.text for cluster in clusters(paragraph, Face.MINCHO))
    assert "".join(lines) == drawn
    for line in lines:
        is_single = len(clusters(line.rstrip(" "), Face.MINCHO)) <= 1
        assert is_single or text_width(line.rstrip(" "), 10, Face.MINCHO) <= width + 0.02


@settings(max_examples=150, deadline=None)
@given(JAPANESE)
def test_no_line_starts_or_ends_with_a_forbidden_mark_when_a_legal_break_exists(text: str) -> None:
    paragraph = re.sub(r"\s", "", text)
    lines = break_lines(paragraph, 10, 150, Face.MINCHO)

    for before, after in itertools.pairwise(lines):
        parts = [part.text for part in clusters(before, Face.MINCHO)]
        following = clusters(after, Face.MINCHO)[0].text
        legal = [may_break(left, right) for left, right in zip(parts, [*parts[1:], following], strict=True)]
        if any(legal):
            assert after[0] not in NEVER_FIRST
            assert parts[-1][0] not in NEVER_LAST


def test_line_ends_of_every_kind_are_kept_as_they_were_typed() -> None:
    assert break_lines("あ\nい\r\nう\rえ\n\nお", 10, 100, Face.MINCHO) == ["あ", "い", "う", "え", "", "お"]


def test_a_mail_address_is_not_cut_when_it_fits_a_line_of_its_own() -> None:
    lines = break_lines("お問い合わせは office@example.jp まで", 10, 110, Face.MINCHO)

    assert any("office@example.jp" in line for line in lines)


def test_breaking_an_empty_text_gives_one_empty_line() -> None:
    assert break_lines("", 10, 100, Face.MINCHO) == [""]


@pytest.mark.parametrize("face", list(Face))
def test_a_text_is_parted_at_its_spaces_where_that_takes_no_further_line(face: Face) -> None:
    width = 20 * 9.0
    for text in ("見本の子育てに伴走する会まち 代表 見本　さと美", "認定NPO法人　ひだまりサポートセンター"):
        lines = break_phrases(text, 9, width, face)

        assert "".join(lines) == text
        assert len(lines) == len(break_lines(text, 9, width, face))
        assert not [line for line in lines[:-1] if not line.endswith((" ", "\u3000"))]
        assert not [line for line in lines if line.startswith("\u3000")]


@given(st.text(st.sampled_from("あ漢A9 　、\n"), max_size=60), st.integers(10, 90))
def test_parting_at_spaces_loses_nothing_and_costs_nothing(text: str, width: int) -> None:
    lines, plain = (cut(text, 9, width, Face.GOTHIC) for cut in (break_phrases, break_lines))

    assert "".join(lines) == text.replace("\n", "")
    assert len(lines) <= len(plain)
    for line in lines:
        assert line in plain or text_width(line.rstrip(" \u3000"), 9, Face.GOTHIC) <= width
