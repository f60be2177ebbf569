"""Counts are references: whatever is corrected about attendance is corrected in every output at once."""

import io
import random
import re
from collections.abc import Callable

import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app.event_reports import pages, queries
from platform_app.event_reports.operations import approving, duties, writing
from platform_app.event_reports.operations.duties import DutyText
from platform_app.events.attendance_queries import counts
from platform_app.events.models import Event
from platform_app.events.operations import attending
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.event_reports import Count, TypedState
from tests import factories
from tests.event_reports.builders import drafted, held, published

LINE = (
    "人数は｛参加者数｝人、団体は｛団体数｝団体、自治体は｛自治体数｝自治体、"
    "会場は｛会場の人数｝人、申込みは｛申込者数｝人。"
)
SEEN = re.compile(r"人数は(\d+)人、団体は(\d+)団体、自治体は(\d+)自治体、会場は(\d+)人、申込みは(\d+)人")


def pdf_text(content: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


def seen(text: str) -> tuple[int, ...]:
    found = SEEN.search(re.sub(r"<[^>]*>|\s", "", text))
    assert found, text
    return tuple(map(int, found.groups()))


def present(event_id: int) -> tuple[int, ...]:
    counted = counts(db.session.get_one(Event, event_id))
    at_venue = counted.by_attending["venue"].attended.people
    return (*counted.total.attended.figures, at_venue, counted.total.expected.people)


@pytest.mark.parametrize("seed", range(3))
def test_every_output_shows_the_counts_that_stand(client_as: Callable[..., FlaskClient], seed: int) -> None:
    drawn = random.Random(seed)
    author, second = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)
    event, people = held(author, [drawn.randint(1, 3) for _ in range(4)])
    published(event, author, second, LINE)
    duty = duties.draft(event, text=DutyText("見本", "", "課長　様", "", "出席", LINE, "公表しない感想"), by=author)
    duty_id, event_id = duty.id, event.id
    browser = client_as(Role.OFFICER)

    for _turn in range(3):
        marks = {person: drawn.choice(["present", "late", "absent", "left_early"]) for person in people}
        attending.key_sheet(db.session.get_one(Event, event_id), marks=marks, by=author)

        answers = [browser.get(f"/events/{event_id}/report").text, browser.get(f"/staff/events/{event_id}/report").text]
        papers = (
            f"/events/{event_id}/report.pdf",
            f"/staff/events/{event_id}/report/report.pdf",
            f"/staff/events/{event_id}/duty/{duty_id}/duty.pdf",
        )
        answers += [pdf_text(browser.get(address).data) for address in papers]
        assert [seen(answer) for answer in answers] == [present(event_id)] * len(answers)
        assert "公表しない感想" not in answers[0] + answers[2]


def test_a_visitor_with_a_kept_page_sees_the_correction_and_its_day(app: Flask, client: FlaskClient) -> None:
    author, second = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)
    event, people = held(author, (2, 2))
    event_id = event.id
    published(event, author, second, LINE)
    first = client.get(f"/events/{event_id}/report").text
    assert "訂正" not in first

    attending.key_sheet(db.session.get_one(Event, event_id), marks={people[0]: "absent"}, by=author)
    after = client.get(f"/events/{event_id}/report").text

    assert seen(first)[0] == 4
    assert seen(after)[0] == 3
    said = "参加者数を4人から3人に、会場の人数を4人から3人に改めました。"
    assert re.search(rf"月\d+日　訂正：参加者の集計を確かめ、{said}", after)
    assert "訂正：" in pdf_text(client.get(f"/events/{event_id}/report.pdf").data)


def test_a_number_typed_by_hand_is_listed_with_its_place_once_the_count_changes(app: Flask) -> None:
    author = factories.actor(Role.OFFICER)
    event, people = held(author, (2, 1))
    drafted(event, author, "■当日\n3人が参加し、2団体から集まりました。\n｛参加者数｝人です。")
    report = queries.needed_report(event.id)
    assert {each.state for each in pages.numbers_by_hand(event, report)} == {TypedState.SAME}

    attending.key_sheet(event, marks={people[2]: "absent"}, by=author)
    event = db.session.get_one(Event, event.id)
    found = pages.numbers_by_hand(event, queries.needed_report(event.id))

    assert [(each.written, each.heading, each.line, each.present, each.state) for each in found] == [
        ("3人", "当日", 2, 2, TypedState.OUTDATED),
        ("2団体", "当日", 2, 1, TypedState.OUTDATED),
    ]


def test_the_counts_of_every_saving_and_publication_are_kept(app: Flask) -> None:
    author, second = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)
    event, people = held(author, (2, 1))
    published(event, author, second)
    attending.key_sheet(event, marks={people[0]: "absent"}, by=author)
    approving.correct(event, reason="人数を直す。", by=author)
    writing.save(event, text="新しい本文", based_on=1, by=author)

    report = queries.needed_report(event.id)

    assert [each.counts[Count.PEOPLE] for each in report.versions] == [3, 2]
    assert [each.counts[Count.PEOPLE] for each in report.editions] == [3]
    assert queries.counts_before(report)[Count.PEOPLE] == {2, 3}
