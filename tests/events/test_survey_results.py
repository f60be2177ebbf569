"""Results: counted rightly, and published without pointing at anybody."""

from collections import defaultdict
from collections.abc import Callable
from io import BytesIO
from itertools import product
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from platform_app.events.errors import SurveyClosed
from platform_app.events.models import Event
from platform_app.events.operations import surveying
from platform_app.events.survey_models import Survey
from platform_app.events.survey_results import Bar, QuestionResult, grouped, published
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.surveys import SUPPRESS_BELOW, SUPPRESSED, QuestionKind, QuestionPlan
from tests.core.hostile import EVERY_TEXT
from tests.events.survey_builders import (
    TEXT,
    answered,
    current,
    keys,
    officer,
    opened,
)


def chosen(counts: tuple[int, ...]) -> QuestionResult:
    """Return the result of a question that everybody answered with one choice."""
    total = sum(counts)
    return QuestionResult("問", "choice", total, tuple(Bar(str(n), c, None) for n, c in enumerate(counts)), mean=1.0)


@given(st.lists(st.integers(0, 12), min_size=1, max_size=7))
def test_a_published_count_is_never_small_and_no_average_goes_with_it(counts: list[int]) -> None:
    shown = published(chosen(tuple(counts)))

    assert not any(0 < (bar.count or 0) < SUPPRESS_BELOW for bar in shown.bars)
    assert shown.answered is None or not 0 < shown.answered < SUPPRESS_BELOW
    assert (shown.mean, shown.middle, shown.texts) == (None, None, ())
    if not any(0 < count < SUPPRESS_BELOW for count in counts):
        assert [bar.count for bar in shown.bars] == counts


@pytest.mark.parametrize("options", [2, 3, 4])
def test_whoever_knows_the_rule_and_the_sum_can_not_tell_a_hidden_count(options: int) -> None:
    """Every hidden count could be another one: some other set of answers with the same sum is published alike."""
    alike: dict[Any, list[tuple[int, ...]]] = defaultdict(list)
    for counts in product(range(11), repeat=options):
        shown = tuple(bar.count for bar in published(chosen(counts)).bars)
        alike[sum(counts), shown].append(counts)

    for (total, shown), possible in alike.items():
        if total <= 10:  # Beyond it, the enumeration does not hold every set of answers.
            hidden = [n for n, count in enumerate(shown) if count is None]
            assert all(len({counts[n] for counts in possible}) > 1 for n in hidden), (shown, possible)


@given(st.lists(st.integers(0, 999_999), min_size=1, max_size=60))
def test_every_number_stands_in_exactly_one_of_a_few_groups(numbers: list[int]) -> None:
    groups = grouped(numbers)

    assert sum(count for _label, count in groups) == len(numbers)
    assert len(groups) <= 12
    assert len({label for label, _count in groups}) == len(groups)


def with_answers() -> tuple[Event, Survey]:
    it, survey = opened()
    first, many, years, words = keys(survey)
    for number, step in enumerate([0, 0, 0, 0, 1, 1, 1, 1, 4]):
        answers = {first: step, many: [0], years: number, words: f"意見その{number}"}
        answered(it, answers, f"{number:024}")
    surveying.close_survey(it, by=officer())
    surveying.publish_results(it, is_published=True, by=officer())
    return it, current(it)


def test_what_is_published_hides_small_counts_in_every_format(client_as: Callable[..., FlaskClient]) -> None:
    it, survey = with_answers()
    office = client_as(Role.VIEWER)
    address = f"/staff/events/{it.id}/survey"

    public = client_as(Role.REPRESENTATIVE).get(f"/surveys/{survey.code}/results").text
    inside = office.get(address).text
    assert SUPPRESSED in public
    assert "意見その" not in public
    assert "意見その3" in inside
    for form, is_hidden in (("", False), ("?form=public", True)):
        report = office.get(f"{address}/results.pdf{form}").data
        paper = "".join(page.extract_text() for page in PdfReader(BytesIO(report)).pages)
        assert ("大変不満" in paper, SUPPRESSED in paper) == (True, is_hidden)
        assert ("意見その3" in paper) is not is_hidden
        book = load_workbook(BytesIO(office.get(f"{address}/results.xlsx{form}").data))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert (SUPPRESSED in cells) is is_hidden
        assert ("意見その3" in cells) is not is_hidden
        assert len(book["グラフ"]._charts) == 3  # type: ignore[attr-defined] # the stub leaves it out
        counts = [row[5] for row in book.worksheets[0].iter_rows(min_row=4, values_only=True)]
        assert not [count for count in counts if not isinstance(count, int) and count != SUPPRESSED]


def test_results_are_published_only_after_the_closing(app: Flask) -> None:
    it, _survey = opened()

    with pytest.raises(SurveyClosed):
        surveying.publish_results(it, is_published=True, by=officer())


def test_hostile_texts_come_through_or_are_refused_everywhere(client_as: Callable[..., FlaskClient]) -> None:
    it, survey = opened((TEXT,))
    browser = client_as(Role.OFFICER)
    (words,) = keys(survey)

    for number, text in enumerate(EVERY_TEXT):
        answer = browser.post(f"/surveys/{survey.code}", data={"submission_token": f"{number:024}", f"q{words}": text})
        assert answer.status_code in {302, 422}
    address = f"/staff/events/{it.id}/survey"
    page = browser.get(address)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert browser.get(f"{address}/results.pdf").data.startswith(b"%PDF")
    book = load_workbook(BytesIO(browser.get(f"{address}/results.xlsx").data))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_hostile_words_in_questions_are_words(client_as: Callable[..., FlaskClient]) -> None:
    odd = QuestionPlan(QuestionKind.CHOICE, "=1+1<script>alert(1)</script>{note0}", ("=cmd|' /C calc'!A0", "<b>"))
    it, survey = opened((odd,))
    answered(it, {keys(survey)[0]: 0}, "t" * 24)
    browser, address = client_as(Role.OFFICER), f"/staff/events/{it.id}/survey"

    for page in (browser.get(f"/surveys/{survey.code}").text, browser.get(address).text):
        assert "<script>alert" not in page
    book = load_workbook(BytesIO(browser.get(f"{address}/results.xlsx").data))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    paper = PdfReader(BytesIO(browser.get(f"{address}/results.pdf").data)).pages[0].extract_text()
    assert "{note0}" in paper
