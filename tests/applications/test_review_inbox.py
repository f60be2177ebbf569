"""The inbox: what waits, since when, for whom; and who may be the same organisation."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from platform_app import dates
from platform_app.applications import inbox
from platform_app.applications.duplicates import duplicates_of, likenesses, marks_of
from platform_app.applications.inbox import Filter
from platform_app.applications.models import Application
from platform_app.applications.operations import reviewing
from platform_app.extensions import db
from platform_app.portal.queries import waiting
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.reviews import InboxTab, Likeness, Urgency
from tests import factories
from tests.applications.counting import statements
from tests.applications.stages import People, brought_to

MONDAY = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)


def names(asked: Filter, viewer: Any) -> list[str]:
    return [line.application.name for line in inbox.page(asked, viewer=viewer).lines]


def test_days_are_working_days_and_lateness_is_said(app: Flask) -> None:
    viewer = factories.actor(Role.OFFICER)
    with dates.frozen(MONDAY):
        factories.submitted(name="早い会")

    for days, waited, urgency in (
        (0, 0, None),
        (4, 4, None),
        (7, 5, None),
        (11, 9, Urgency.SOON),
        (14, 10, Urgency.SOON),
        (15, 11, Urgency.OVERDUE),
    ):
        with dates.frozen(MONDAY + timedelta(days=days)):
            line = inbox.page(Filter(), viewer=viewer).lines[0]
            assert (line.waited, line.urgency) == (waited, urgency), days


def test_while_the_applicant_corrects_nothing_is_overdue(app: Flask) -> None:
    people = People()
    with dates.frozen(MONDAY):
        brought_to(S.RETURNED, Procedure.JOIN, people)
    with dates.frozen(MONDAY + timedelta(days=90)):
        assert names(Filter(tab=InboxTab.RETURNED, overdue=True), people.officer) == []
        assert inbox.page(Filter(tab=InboxTab.RETURNED), viewer=people.officer).lines[0].urgency is None


def test_every_application_but_a_draft_is_under_exactly_one_tab(app: Flask) -> None:
    people = People()
    for status in (S.DRAFT, S.SUBMITTED, S.RETURNED, S.AWAITING_DECISION, S.APPROVED, S.RETRACTED):
        brought_to(status, Procedure.JOIN, people)

    counts = inbox.counts(Filter(), viewer=people.officer)

    assert counts[InboxTab.ALL] == 5
    assert sum(counts[tab] for tab in InboxTab if tab is not InboxTab.ALL) == 5
    for tab in InboxTab:
        assert inbox.page(Filter(tab=tab), viewer=people.officer).total == counts[tab]


@pytest.mark.parametrize("words", ["ＹＯＵ＆ゆう", "you&ユウ", "ゆう", "NPO法人You&ゆう", "ユウカイ"])
def test_a_name_is_found_however_it_is_typed(app: Flask, words: str) -> None:
    factories.submitted(name="NPO法人You&ゆう", name_kana="ユウカイ")
    factories.submitted(name="別の会", name_kana="ベツノカイ")

    assert names(Filter(words=words), factories.actor(Role.VIEWER)) == ["NPO法人You&ゆう"]


def test_a_number_is_found_however_it_is_said(app: Flask) -> None:
    first = factories.submitted()
    factories.submitted()
    viewer = factories.actor(Role.VIEWER)
    bare = first.number.replace("-", "")

    for words in (first.number, bare, bare.lower(), " ".join(first.number.split("-")), first.number[:10]):
        assert names(Filter(words=words), viewer) == [first.name], words


def test_filters_narrow_and_orders_reverse(app: Flask) -> None:
    people = People()
    for name in ("い会", "あ会", "う会"):
        factories.submitted(name=name, name_kana={"い会": "イ", "あ会": "ア", "う会": "ウ"}[name])
    mine = db.session.query(Application).filter_by(name="あ会").one()
    reviewing.assign(mine, assignee_id=people.officer.user_id, by=people.officer)

    assert names(Filter(assignee="mine"), people.officer) == ["あ会"]
    assert set(names(Filter(assignee="nobody"), people.officer)) == {"い会", "う会"}
    assert names(Filter(sort="name"), people.officer) == ["あ会", "い会", "う会"]
    assert names(Filter(sort="-name"), people.officer) == ["う会", "い会", "あ会"]
    assert names(Filter(procedure="change"), people.officer) == []
    assert names(Filter(channel="fax"), people.officer) == []


def test_a_page_takes_the_same_statements_however_long_it_is(app: Flask) -> None:
    viewer = factories.actor(Role.VIEWER)
    counted = []
    for more in (1, 6):
        for _ in range(more):
            factories.submitted()
        db.session.rollback()
        with statements() as seen:
            inbox.page(Filter(), viewer=viewer)
        counted.append(len(seen))

    assert counted[0] == counted[1] <= 5


def test_pages_cover_the_list_without_overlap(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "PAGE_SIZE", 2)
    for _ in range(5):
        factories.submitted()
    viewer = factories.actor(Role.VIEWER)
    pages = [inbox.page(Filter(page=number), viewer=viewer) for number in (1, 2, 3, 99)]

    assert [(page.first, page.last, page.total) for page in pages] == [(1, 2, 5), (3, 4, 5), (5, 5, 5), (5, 5, 5)]
    shown = [line.application.id for page in pages[:3] for line in page.lines]
    assert sorted(set(shown)) == sorted(shown)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"corporate_number": "5480005001234"}, Likeness.CORPORATE_NUMBER),
        ({"name": "特定非営利活動法人見守りの家"}, Likeness.NAME),
        ({"name_kana": "みまもりのいえ"}, Likeness.READING),
        ({"phone": "088-621-2179"}, Likeness.PHONE),
        ({"name": "一般社団法人見守リの家族"}, Likeness.NEAR_NAME),
    ],
)
@pytest.mark.parametrize("where", ["member", "application"])
def test_a_likely_duplicate_is_shown_with_its_reason(
    app: Flask, more: dict[str, str], reason: Likeness, where: str
) -> None:
    known = {
        "name": "NPO法人見守りの家",
        "name_kana": "エヌピーオーホウジンミマモリノイエ",
        "phone": "088-621-2179",
        "corporate_number": "5480005001234",
    }
    (factories.member if where == "member" else factories.submitted)(**known)
    newcomer = {
        "name": "まったく別の名の会",
        "name_kana": "マッタクベツノナノカイ",
        "phone": "0883-00-0000",
        "corporate_number": "",
    } | more

    found = duplicates_of(factories.submitted(**newcomer))

    assert [one.reasons for one in found] == [[reason]]
    assert (found[0].member_number is not None) == (where == "member")


def test_a_former_name_of_a_member_is_compared_too(app: Flask) -> None:
    people = People()
    brought_to(S.APPROVED, Procedure.CHANGE, people, name="すっかり改めた名の会")
    old = db.session.query(Application).one().member.records[0].name

    found = duplicates_of(factories.submitted(name=old, name_kana="ベツ", phone="0883-00-0000"))

    assert [(one.name, one.reasons[0]) for one in found] == [("すっかり改めた名の会", Likeness.NAME)]


def test_a_member_s_own_change_is_no_duplicate_of_the_member(app: Flask) -> None:
    assert duplicates_of(brought_to(S.SUBMITTED, Procedure.CHANGE, People())) == []


@given(name=st.text(max_size=12), kana=st.text(max_size=12), phone=st.text(max_size=12), number=st.text(max_size=13))
def test_likeness_is_mutual_and_an_entry_is_like_itself(name: str, kana: str, phone: str, number: str) -> None:
    one = marks_of(Application(name=name, name_kana=kana, phone=phone, corporate_number=number))
    known = {"name": "見守りの家", "name_kana": "ミマモリノイエ", "phone": "088-621-2179", "corporate_number": ""}
    other = marks_of(Application(**known))

    assert likenesses(one, other) == likenesses(other, one)
    assert bool(likenesses(one, one)) == any((one.corporate_number, one.name, one.reading, one.phone))


ADDRESSES = [
    "",
    "?tab=x&page=-1",
    "?page=99999999999",
    "?sort=;drop",
    "?batch=abc",
    "?status=zzz",
    "?q=%00",
    "?q=" + "あ" * 500,
    "?overdue=y&assignee=mine&channel=fax&procedure=join&tab=all&sort=-name",
]


def test_no_address_of_the_inbox_breaks_it(app: Flask, client_as: Callable[..., FlaskClient]) -> None:
    factories.submitted()
    browser = client_as(Role.VIEWER)

    for address in ADDRESSES:
        assert browser.get(f"/staff/applications/{address}").status_code == 200, address


def test_every_figure_of_the_first_page_leads_to_what_it_counts(
    app: Flask, client_as: Callable[..., FlaskClient]
) -> None:
    """Each opens the list with as many applications as it says, not an empty tab."""
    people = People()
    standing = (S.SUBMITTED, S.IN_REVIEW, S.RETURNED, S.AWAITING_DECISION)
    with dates.frozen(MONDAY):
        for status in standing:
            brought_to(status, Procedure.JOIN, people)

    with dates.frozen(MONDAY + timedelta(days=90)):
        browser = client_as(Role.OFFICER)
        home = browser.get("/staff/").text
        led = re.findall(r'href="(/staff/applications/\?[^"]*)"', home)
        found = [browser.get(unescape(address)).text for address in led]
        assert waiting()["overdue"] == 3

    assert len(led) == len(standing) + 1
    assert [len(re.findall(r'href="/staff/applications/\d+"', page)) for page in found] == [1, 1, 1, 1, 3]


@pytest.mark.parametrize(("tab", "status"), [("", "returned"), ("waiting", "awaiting_decision"), ("done", "submitted")])
def test_a_status_opens_the_tab_that_holds_it(
    app: Flask, client_as: Callable[..., FlaskClient], tab: str, status: str
) -> None:
    people = People()
    for each in (S.SUBMITTED, S.RETURNED, S.AWAITING_DECISION):
        brought_to(each, Procedure.JOIN, people)
    page = client_as(Role.OFFICER).get(f"/staff/applications/?tab={tab}&status={status}").text

    assert "条件に合う申請はありません。" not in page
    assert f'name="tab" type="hidden" value="{inbox.tab_for(tab, status)}"' in page
