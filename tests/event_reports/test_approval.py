"""A second person approves, always; what was published when stays known; what was withdrawn is gone."""

from collections.abc import Callable
from itertools import product

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app.actor import Actor
from platform_app.errors import DomainError
from platform_app.event_reports import queries
from platform_app.event_reports.errors import EventNotHeld, OwnReport, ReportExists, ReportSettled
from platform_app.event_reports.operations import approving, photographing, writing
from platform_app.event_reports.workflow import TRANSITIONS
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.event_reports import ReportStatus
from tests import factories
from tests.event_reports.builders import drafted, held, photographed, picture, published
from tests.events.builders import event as coming_event


def people() -> tuple[Actor, Actor, Actor]:
    return factories.actor(Role.OFFICER), factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)


def version(event: Event) -> int:
    return queries.needed_report(event.id).version


def test_nobody_approves_what_they_wrote_or_submitted_or_illustrated(app: Flask) -> None:
    trio = people()
    for author, editor, submitter, approver in product(range(3), repeat=4):
        event, _people = held(trio[0], (1,))
        drafted(event, trio[author], "はじめの文")
        writing.save(event, text="続きの文", based_on=1, by=trio[editor])
        approving.submit(event, based_on=2, by=trio[submitter])

        if approver in {author, editor, submitter}:
            with pytest.raises(OwnReport):
                approving.approve(event, based_on=2, by=trio[approver])
            assert queries.needed_report(event.id).status == ReportStatus.SUBMITTED
        else:
            assert approving.approve(event, based_on=2, by=trio[approver]).status == ReportStatus.APPROVED


def test_whoever_adds_a_picture_is_an_author_too(app: Flask) -> None:
    author, second, _decider = people()
    event, _people = held(author, (1,))
    drafted(event, author)
    photographed(event, second)
    approving.submit(event, based_on=1, by=author)

    with pytest.raises(OwnReport):
        approving.approve(event, based_on=1, by=second)


def test_what_was_approved_is_the_version_that_was_seen(app: Flask) -> None:
    author, second, _decider = people()
    event, _people = held(author, (1,))
    drafted(event, author, "一")
    approving.submit(event, based_on=1, by=author)
    approving.recall(event, by=author)
    writing.save(event, text="二", based_on=1, by=author)
    approving.submit(event, based_on=2, by=author)

    with pytest.raises(ReportSettled):
        approving.approve(event, based_on=1, by=second)


def test_steps_out_of_turn_are_refused(app: Flask) -> None:
    author, _second, decider = people()
    event, _people = held(author, (1,))
    drafted(event, author)
    acts: dict[str, Callable[[], object]] = {
        "report.recall": lambda: approving.recall(event, by=author),
        "report.return": lambda: approving.send_back(event, remark="直す。", by=decider),
        "report.approve": lambda: approving.approve(event, based_on=1, by=decider),
        "report.publish": lambda: approving.publish(event, by=decider),
        "report.withdraw": lambda: approving.withdraw(event, reason="誤り", by=decider),
        "report.correct": lambda: approving.correct(event, reason="誤り", by=author),
    }
    assert set(acts) | {"report.submit"} == {str(action) for action in TRANSITIONS}
    for act in acts.values():
        with pytest.raises(ReportSettled):
            act()
    approving.submit(event, based_on=1, by=author)
    for refused in (
        lambda: writing.save(event, text="変更", based_on=1, by=author),
        lambda: photographing.add_photo(event, picture=picture(), by=author),
        lambda: approving.submit(event, based_on=1, by=author),
    ):
        with pytest.raises(ReportSettled):
            refused()


def test_a_returned_report_tells_why(client_as: Callable[..., FlaskClient]) -> None:
    author = factories.actor(Role.OFFICER)
    event, _people = held(author, (1,))
    drafted(event, author)
    approving.submit(event, based_on=1, by=author)
    browser = client_as(Role.DECIDER)
    address = f"/staff/events/{event.id}/report"

    empty = browser.post(f"{address}/return", data={"reason": ""})
    assert (empty.status_code, "直してほしいことを入力してください。" in empty.text) == (422, True)
    browser.post(f"{address}/return", data={"reason": "日付を確かめてください。"})

    assert "日付を確かめてください。" in browser.get(address).text
    assert queries.needed_report(event.id).status == ReportStatus.DRAFT


def test_an_edition_stays_public_until_the_next_and_both_are_known(app: Flask, client: FlaskClient) -> None:
    author, _second, decider = people()
    event, _people = held(author, (1,))
    published(event, author, decider, "はじめの版")
    address = f"/events/{event.id}/report"
    approving.correct(event, reason="講師の所属を改めました。", by=author)
    writing.save(event, text="次の版", based_on=1, by=author)
    assert "はじめの版" in client.get(address).text
    approving.submit(event, based_on=2, by=author)
    approving.approve(event, based_on=2, by=decider)
    assert "次の版" not in client.get(address).text

    approving.publish(event, by=author)

    page = client.get(address).text
    assert "次の版" in page
    assert "はじめの版" not in page
    assert "訂正：講師の所属を改めました。" in page
    kept = queries.needed_report(event.id).editions
    assert [(each.number, each.text, each.approved_by) for each in kept] == [
        (1, "はじめの版", decider.label),
        (2, "次の版", decider.label),
    ]


def test_a_withdrawn_report_is_gone_everywhere_and_can_come_back(app: Flask, client: FlaskClient) -> None:
    author, _second, decider = people()
    event, _people = held(author, (1,))
    report = published(event, author, decider)
    photo = queries.needed_report(event.id).photos[0].id
    addresses = [f"/events/{event.id}/report{end}" for end in ("", ".pdf", f"/photos/{photo}")]
    assert [client.get(address).status_code for address in addresses] == [200] * 3
    assert "この催しの開催報告" in client.get(f"/events/{event.id}").text
    assert "開催報告" in client.get("/events?when=past").text

    approving.withdraw(event, reason="確かめるため。", by=author)

    assert [client.get(address).status_code for address in addresses] == [410] * 3
    told = client.get(addresses[0]).text
    assert ("事務局にお問い合わせください" in told, "もう一度リンク" in told) == (True, False)
    assert "この催しの開催報告" not in client.get(f"/events/{event.id}").text
    approving.correct(event, reason="確かめました。", by=author)
    approving.submit(event, based_on=report.version, by=author)
    approving.approve(event, based_on=report.version, by=decider)
    approving.publish(event, by=author)
    assert [client.get(address).status_code for address in addresses] == [200] * 3


def test_what_was_not_published_is_not_found(app: Flask, client: FlaskClient) -> None:
    author = factories.actor(Role.OFFICER)
    event, _people = held(author, (1,))
    assert client.get(f"/events/{event.id}/report").status_code == 404
    drafted(event, author)
    assert client.get(f"/events/{event.id}/report.pdf").status_code == 404
    with pytest.raises(ReportExists):
        drafted(event, author)
    with pytest.raises(EventNotHeld):
        drafted(coming_event(), author)


def test_viewers_read_and_change_nothing(client_as: Callable[..., FlaskClient]) -> None:
    author = factories.actor(Role.OFFICER)
    event, _people = held(author, (1,))
    drafted(event, author)
    browser = client_as(Role.VIEWER)
    address = f"/staff/events/{event.id}/report"

    assert browser.get(address).status_code == 200
    assert browser.get(f"{address}/edit").status_code == 403
    assert browser.post(f"{address}/step", data={"to": "submit", "based_on": "1"}).status_code == 403
    with pytest.raises(DomainError):
        approving.submit(event, based_on=1, by=factories.actor(Role.VIEWER))
    assert db.session.get_one(Event, event.id)
