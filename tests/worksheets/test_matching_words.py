"""Words that meet: found whatever is typed, quoted as they were written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_app.vocabulary.matching import CONCEPTS
from platform_app.worksheets.matching_words import LONGEST_WORD, MOST_TERMS, meeting_words, phrases, quoted, terms
from tests.core.hostile import EVERY_TEXT

#: Sentences as they are typed, and anything else.
PIECES = st.sampled_from(
    ["会場", "を借りたい", "学習", "支援", "、", "ボランティア", "ﾎﾞﾗﾝﾃｨｱ", "の", "食材", "Zoom", "\n"]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=12).map("".join), st.sampled_from(EVERY_TEXT))


@given(TEXTS)
def test_any_text_has_words_of_bounded_number_and_length(text: str) -> None:
    found = terms(text)

    assert found == sorted(set(found))
    assert len(found) <= MOST_TERMS
    assert all(0 < len(term) <= 4 * LONGEST_WORD for term in found)
    assert found == terms(text)


@given(TEXTS, TEXTS)
def test_two_phrases_meet_in_words_that_both_have(one: str, other: str) -> None:
    for mine in phrases(one):
        for theirs in phrases(other):
            words = meeting_words(mine, theirs)
            assert bool(words) == bool(mine.terms & theirs.terms)
            assert all(word and word in mine.text and met in theirs.text for word, met in words)


@given(TEXTS)
def test_a_text_meets_itself_in_the_very_words(text: str) -> None:
    for phrase in phrases(text):
        assert all(word == met for word, met in meeting_words(phrase, phrase))


@given(TEXTS)
def test_a_quotation_stands_in_the_text_and_is_short(text: str) -> None:
    for phrase in phrases(text):
        cut = quoted(phrase, phrase.text[:2])
        assert cut.strip("…") in text
        assert len(cut) <= 42


@pytest.mark.parametrize(
    ("need", "offer", "words"),
    [
        ("会場を借りたい", "会場の提供", [("会場", "会場")]),
        ("居場所づくりの場所", "会議室の貸出し", [("場所", "会議室")]),
        ("ﾎﾞﾗﾝﾃｨｱ募集", "ボランティアの派遣", [("ﾎﾞﾗﾝﾃｨｱ", "ボランティア")]),
        ("引きこもりの方への訪問", "ひきこもりの家庭の訪問", [("引きこもり", "ひきこもり"), ("訪問", "訪問")]),
        ("子ども食堂の食材", "フードバンクの食材", [("食材", "食材")]),
        ("音楽療法の先生", "音楽療法", [("音楽", "音楽"), ("療法", "療法")]),
        ("Ｚｏｏｍの使い方", "zoom講座", [("Ｚｏｏｍ", "zoom")]),
    ],
)
def test_words_are_quoted_as_each_wrote_them(need: str, offer: str, words: list[tuple[str, str]]) -> None:
    assert meeting_words(phrases(need)[0], phrases(offer)[0]) == words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("支援活動の提供", "地域の団体との連携活動"),
        ("練習支援", "学習支援"),
        ("サポーター養成", "リポーター募集"),
        ("駐車場", "工場見学"),
        ("よろしくお願いします", "よろしくお願いします"),
    ],
)
def test_words_that_say_nothing_do_not_meet(one: str, other: str) -> None:
    assert not any(meeting_words(a, b) for a in phrases(one) for b in phrases(other))


def test_every_word_of_a_concept_is_found_by_it() -> None:
    lost = [word for concept, words in CONCEPTS.items() for word in words if f"={concept}" not in terms(word)]

    assert lost == []
