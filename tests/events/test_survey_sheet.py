"""The questionnaire on paper: everything that is asked stands on it, the usual one on a single page."""

import random
from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.surveys import CHOSEN, DEFAULT_QUESTIONS, QuestionKind, QuestionPlan
from reports.documents.survey_sheet import SheetQuestion, SurveySheet, survey_sheet
from tests.events.survey_builders import opened
from tests.reports.filled import RARE

WORDS = st.sampled_from([*RARE, "よいと思うもの", "とても長い設問の文言であり、" * 14])


def pages_of(content: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(content)).pages]


def plain(text: str) -> str:
    return "".join(text.split())


@st.composite
def questions(draw: st.DrawFn) -> list[SheetQuestion]:
    found = []
    for kind in draw(st.lists(st.sampled_from(list(QuestionKind)), max_size=12)):
        steps = 5 if kind == QuestionKind.STEPS else draw(st.integers(2, 20)) if kind in CHOSEN else 0
        options = [draw(WORDS)[:100] for _ in range(steps)]
        found.append(SheetQuestion(draw(WORDS), kind.value, options, draw(st.booleans())))
    return found


@settings(max_examples=25, deadline=None)
@given(questions(), WORDS)
def test_every_word_that_is_asked_is_on_the_paper(asked: list[SheetQuestion], words: str) -> None:
    paper = "".join(pages_of(survey_sheet(SurveySheet(words, words, words, asked, "https://example.jp/surveys/ABCD"))))

    for question in asked:
        for text in (question.text, *question.options):
            # What a line break or a page parts is still there, letter by letter.
            assert not set(plain(text)) - set(paper)


@pytest.mark.parametrize("count", range(1, len(DEFAULT_QUESTIONS) + 1))
def test_the_usual_questions_are_one_page(count: int) -> None:
    chosen = random.Random(count).sample(DEFAULT_QUESTIONS, count)
    asked = [SheetQuestion(q.text, str(q.kind), q.options, q.is_required) for q in chosen]

    (page,) = pages_of(
        survey_sheet(SurveySheet("見本セミナー", "令和8年", "はじめに。" * 30, asked, "https://example.jp"))
    )

    for question in asked:
        assert plain(question.text) in page


def test_the_office_prints_it_before_anything_is_answered(client_as: Callable[..., FlaskClient]) -> None:
    hostile = QuestionPlan(QuestionKind.CHOICE, "{introduction}<b>{text}", ("=1+1", "{note0}"))
    it, _survey = opened((*DEFAULT_QUESTIONS, hostile))
    browser, address = client_as(Role.VIEWER), f"/staff/events/{it.id}/survey"

    assert f"{address}/sheet.pdf" in browser.get(address).text
    (page,) = pages_of(browser.get(f"{address}/sheet.pdf").data)

    assert "{introduction}<b>{text}" in page
    assert "{note0}" in page
