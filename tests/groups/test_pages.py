"""The office makes groups on its pages: the same seed, hands off what is settled, and no unlisted name on a sheet."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.events.operations import attending
from platform_app.events.operations.sheets import Person
from platform_app.events.operations.taps import Tap
from platform_app.events.registration_models import Participant
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import Attending, EventFormat, SeatPool
from tests.architecture.test_private import texts_of
from tests.events.builders import event, registered
from tests.events.survey_builders import officer as officer_actor

CHOSEN = {"title": "グループ討議", "programme_item": "", "source": "confirmed", "policy": "threes", "seed": "2026"}
UNLISTED = ("伏見匿名郎", "フシミトクメイロウ")
#: Pages and files of a grouping that are handed out, hung up or projected.
HANDED_OUT = (
    "wall",
    "roster",
    "roster/pdf",
    "roster/print.xlsx",
    "roster/data.xlsx",
    "roster/csv",
    "seating.pdf",
    "table-cards.pdf",
)


@pytest.fixture
def desk(client_as: Callable[..., FlaskClient]) -> FlaskClient:
    """An officer's browser."""
    return client_as(Role.OFFICER)


def exchange(people: int = 8, **more: Any) -> Event:
    """Hold an event for so many people, each of an organisation of their own, all of them listed."""
    row = event(30, **more)
    for _ in range(people):
        registered(row)
    for person in db.session.query(Participant).filter_by(event_id=row.id):
        person.is_listed = True
    db.session.commit()
    return row


def made(desk: FlaskClient, it: Event, **more: str) -> str:
    """Make a grouping and run it; return its address."""
    place = desk.post(f"/staff/events/{it.id}/groups/new", data=CHOSEN | more).headers["Location"]
    assert desk.post(f"{place}/run").status_code == 302
    return place


def seats(desk: FlaskClient, place: str) -> list[list[str]]:
    """Return the names on the page, table by table."""
    tables = re.split(r'<h2 class="group__name">', desk.get(place).text)[1:]
    return [re.findall(r'group__person">([^<]*?)(?: <span|</span)', table) for table in tables]


def test_one_seed_seats_the_same_people_again_and_everybody_once(desk: FlaskClient) -> None:
    place = made(desk, exchange(11))
    one = seats(desk, place)
    desk.post(f"{place}/run")

    assert seats(desk, place) == one
    assert sorted(map(len, one)) == [3, 4, 4]
    assert len({name for table in one for name in table}) == 11


@pytest.mark.parametrize("sheet", HANDED_OUT)
def test_who_did_not_agree_to_be_listed_is_named_on_no_sheet(desk: FlaskClient, sheet: str) -> None:
    it = exchange(6)
    hidden = registered(it, people=[Person(*UNLISTED)], organisation="伏せた団体")
    assert not hidden.participants[0].is_listed
    place = made(desk, it)
    assert UNLISTED[0] in desk.get(place).text

    answer = desk.get(f"{place}/{sheet}")
    text = texts_of(answer.data, answer.headers["Content-Type"])
    assert answer.status_code == 200
    assert UNLISTED[0] not in text
    assert "伏せた団体" not in text
    listed = db.session.query(Participant.name).filter_by(event_id=it.id, is_listed=True).first()[0]
    assert sheet == "table-cards.pdf" or listed in text or listed in re.sub(r"\s", "", text)


def test_a_confirmed_grouping_stands_until_it_is_reopened(desk: FlaskClient) -> None:
    it = exchange()
    place = made(desk, it)
    before = seats(desk, place)
    desk.post(f"{place}/confirm")

    assert "確定を解いてから" in desk.post(f"{place}/run", follow_redirects=True).text
    assert seats(desk, place) == before
    desk.post(f"{place}/reopen")
    assert "確定を解いてから" not in desk.post(f"{place}/run", follow_redirects=True).text


def test_wishes_that_cannot_both_be_kept_are_named_and_nothing_else_is(desk: FlaskClient) -> None:
    it = exchange()
    first, second, third = db.session.query(Participant).filter_by(event_id=it.id).order_by(Participant.id).limit(3)
    ids = {"people": [str(first.id), str(second.id)]}
    names = [first.name, second.name, third.name]
    for kind in ("together", "apart"):
        answer = desk.post(f"/staff/events/{it.id}/groups/wishes", data={"kind": kind, "reason": "試すため", **ids})
        assert answer.status_code == 302

    text = desk.get(made(desk, it)).text
    warning = text[text.index("守れない決まりと、その原因") :].split("</ul>")[0]
    assert names[0] in warning
    assert names[1] in warning
    assert names[2] not in warning


def test_a_move_that_breaks_a_rule_is_named_and_confirmed_only_knowingly(desk: FlaskClient) -> None:
    it = exchange(6)
    registered(it, organisation="連れ立つ会", people=[Person("連一", "レンイチ"), Person("連二", "レンニ")])
    place = made(desk, it)
    assert "守られていない決まり" not in desk.get(place).text
    assert desk.get(f"{place}/confirm").status_code == 302  # Nothing to ask.
    one, other = db.session.query(Participant).filter(Participant.name.in_(["連一", "連二"])).order_by(Participant.name)
    tables = seats(desk, place)
    number = next(at for at, table in enumerate(tables, 1) if other.name in table)
    partner = next(name for name in tables[number - 1] if name != other.name)
    key = db.session.query(Participant.id).filter_by(event_id=it.id, name=partner).scalar()
    desk.post(f"{place}/people/{one.id}", data={"group": "", "partner": str(key)})

    assert f"{number}班に、「連れ立つ会」の方が2人います（連一、連二）" in desk.get(place).text
    asked = desk.post(f"{place}/confirm")
    assert asked.status_code == 422
    assert "連れ立つ会" in asked.text
    assert "確定を解く" not in desk.get(place).text
    assert desk.post(f"{place}/confirm", data={"is_known": "y"}).status_code == 302
    assert "確定を解く" in desk.get(place).text


def test_a_table_left_without_a_facilitator_is_named(desk: FlaskClient) -> None:
    it = exchange(9)
    place = made(desk, it)
    ids = {name: key for key, name in db.session.query(Participant.id, Participant.name).filter_by(event_id=it.id)}
    page = desk.get(place).text
    leader = re.search(r'group__person">([^<]*?) <span class="tag">進行', page)[1]
    desk.post(f"{place}/people/{ids[leader]}/role", data={"role": ""})

    assert "1班に、進行の方が決まっていません。" in desk.get(place).text


def test_an_absence_is_repaired_with_few_moves_after_a_look(desk: FlaskClient) -> None:
    it = exchange(9, starts_at=now() + timedelta(minutes=5), reception_at=now())
    place = made(desk, it)
    before = seats(desk, place)
    people = db.session.query(Participant).filter_by(event_id=it.id).order_by(Participant.id).all()
    for person in people:
        mark = "absent" if person is people[0] else "present"
        attending.check_in(it, tap=Tap(person.id, mark), by=officer_actor())

    look = desk.get(f"{place}/repair").text
    fingerprint = re.search(r'name="fingerprint"[^>]*value="([0-9a-f]{64})"', look)
    assert seats(desk, place) == before
    assert people[0].name in look
    assert fingerprint
    stale = desk.post(f"{place}/repair", data={"source": "present", "fingerprint": "0" * 64})
    assert "repair" in stale.headers["Location"]
    desk.post(f"{place}/repair", data={"source": "present", "fingerprint": fingerprint[1]})
    after = seats(desk, place)

    assert people[0].name not in {name for table in after for name in table}
    assert sorted(map(len, after)) == [4, 4]


@pytest.mark.parametrize("begins", [5, -5])
def test_during_reception_nobody_who_is_still_on_the_way_loses_the_seat(desk: FlaskClient, begins: int) -> None:
    it = exchange(9, starts_at=now() + timedelta(minutes=5), reception_at=now())
    place = made(desk, it)
    people = db.session.query(Participant).filter_by(event_id=it.id).order_by(Participant.id).all()
    for person in people[:6]:
        attending.check_in(it, tap=Tap(person.id, "present"), by=officer_actor())
    it.starts_at = now() + timedelta(minutes=begins)
    db.session.commit()

    look = desk.get(f"{place}/repair").text
    warning = "まだ受付を済ませていない方が3人います"
    assert (warning in look, "外れる方：" in look) == (begins < 0, begins < 0)
    assert warning in desk.get(f"{place}/repair?source=present").text
    assert warning not in desk.get(f"{place}/repair?source=confirmed").text


def test_a_table_is_in_one_place_and_zoom_is_told_only_of_who_is_online(desk: FlaskClient) -> None:
    pools = {(Attending.VENUE, SeatPool.GENERAL): 9, (Attending.ONLINE, SeatPool.GENERAL): 9}
    it = event(9, format=EventFormat.HYBRID.value, pools=pools)
    for way in (Attending.VENUE, Attending.ONLINE):
        for number in range(4):
            address = f"{way.value}{number}@example.jp"
            registered(it, attending=way.value, email=address)
    place = made(desk, it)

    tables = seats(desk, place)
    assert [len(table) for table in tables] == [4, 4]
    rooms = desk.get(f"{place}/zoom-rooms.csv").get_data(as_text=True)
    assert {f"online{number}@example.jp" in rooms for number in range(4)} == {True}
    assert "venue" not in rooms
