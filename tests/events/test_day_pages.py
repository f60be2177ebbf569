"""The day's pages: buttons without scripts, presses sent later, paper, people at the door, and online reports."""

import io
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from platform_app.dates import now, to_tokyo
from platform_app.events.day_models import Attendance
from platform_app.events.models import Event
from platform_app.events.operations.registering import Person
from platform_app.events.registration_models import Participant, Registration
from platform_app.extensions import db, writer
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import Attending, SeatPool
from tests.events.builders import event, registered

SignIn = Callable[..., FlaskClient]
POOLS = {(Attending.VENUE, SeatPool.GENERAL): 20, (Attending.ONLINE, SeatPool.GENERAL): 20}


def today_event(**more: Any) -> Event:
    start = now() + timedelta(seconds=40)
    hours = {"reception_at": now(), "starts_at": start, "ends_at": start + timedelta(hours=2)}
    return event(**{"pools": POOLS, **hours, **more})


def marks() -> dict[int, str]:
    return {row.participant_id: row.mark for row in db.session.query(Attendance)}


def person_ids(row: Registration) -> list[int]:
    return [person.id for person in row.participants]


def test_a_button_is_a_page_of_its_own_and_pressed_twice_counts_once(client_as: SignIn) -> None:
    it = today_event()
    (someone,) = person_ids(registered(it))
    browser = client_as(Role.OFFICER)
    page = browser.get(f"/staff/events/{it.id}/day?initial=ミ&q=").text
    tap_id = re.search(r'name="tap_id" value="([^"]+)"', page)
    assert tap_id is not None
    sent = {"participant_id": str(someone), "tap_id": tap_id[1], "mark": "present"}

    answers = [browser.post(f"/staff/events/{it.id}/day/tap?q=みほん", data=sent) for _ in range(2)]

    assert all("q=" in answer.headers["Location"] for answer in answers)
    assert marks() == {someone: "present"}


def test_a_refused_press_is_said_at_the_top_where_the_page_then_stands(client_as: SignIn) -> None:
    it = event()
    (someone,) = person_ids(registered(it))
    browser = client_as(Role.OFFICER)
    address = f"/staff/events/{it.id}/day"
    assert "出席は、まだ記録できません" in browser.get(address).text

    sent = {"participant_id": str(someone), "tap_id": "first-tap", "mark": "present"}
    answer = browser.post(f"{address}/tap", data=sent)

    assert answer.headers["Location"] == address
    assert "催しの当日になっていないため" in browser.get(address).text
    assert "まだ記録できません" not in browser.get(f"/staff/events/{today_event().id}/day").text


def test_whoever_waits_at_the_door_may_take_an_absent_persons_seat(client_as: SignIn) -> None:
    it = today_event(pools={(Attending.VENUE, SeatPool.GENERAL): 1}, freeze_at=now() - timedelta(minutes=1))
    (someone,), waits = person_ids(registered(it)), registered(it)
    browser, day = client_as(Role.OFFICER), f"/staff/events/{it.id}/day"
    assert "定員の変更" not in browser.get(f"{day}/waiting").text
    browser.post(f"{day}/tap", data={"participant_id": str(someone), "tap_id": "telephoned", "mark": "absent"})

    page = browser.get(f"{day}/waiting").text

    # What the page advises is what then works.
    assert "欠席の方が1人いますが" in page
    assert f'href="/staff/events/{it.id}/capacity"' in page
    pool = {"pools-0-attending": "venue", "pools-0-kept_for": "general", "pools-0-capacity": "2"}
    assert browser.post(f"/staff/events/{it.id}/capacity", data=pool).status_code == 302
    browser.post(f"{day}/waiting", data={"registration_id": str(waits.id)})
    assert db.session.get_one(Registration, waits.id).status == "confirmed"
    assert marks() == {someone: "absent"}


def test_a_postponed_event_says_so_of_itself(client_as: SignIn) -> None:
    it = today_event()
    (someone,) = person_ids(registered(it))
    with writer():
        it.status = "postponed"
        db.session.commit()

    sent = {"participant_id": str(someone), "tap_id": "first-tap", "mark": "present"}
    page = client_as(Role.OFFICER).post(f"/staff/events/{it.id}/day/tap", data=sent, follow_redirects=True).text

    assert "この催しは、すでに別の状態に進んでいる" in page
    assert "この申請は" not in page


def test_presses_kept_by_a_device_are_taken_each_with_its_own_answer(client_as: SignIn) -> None:
    it = today_event(pools={(Attending.VENUE, SeatPool.GENERAL): 1})
    (someone,), (waits,) = person_ids(registered(it)), person_ids(registered(it))
    browser = client_as(Role.OFFICER)
    taps: list[Any] = [
        {"tap_id": "first-tap", "participant_id": str(someone), "mark": "present", "age": 60, "kept": True},
        {"tap_id": "other-tap", "participant_id": str(waits), "mark": "present"},
        {"tap_id": "no", "participant_id": "x", "mark": "?"},
        "nonsense",
    ]

    for _ in range(2):
        answer = browser.post(f"/staff/events/{it.id}/day/taps", json={"taps": taps})

    results = answer.get_json()["results"]
    assert [("mark" in result, "refused" in result) for result in results] == [(True, False)] + [(False, True)] * 3
    assert "確定していません" in results[1]["refused"]
    row = db.session.query(Attendance).one()
    assert row.arrived_at is not None
    assert timedelta(seconds=50) < now() - row.arrived_at < timedelta(seconds=90)


@pytest.mark.parametrize("body", [None, [], {"taps": "x"}, {"taps": [{}] * 201}])
def test_what_no_device_sends_is_refused(client_as: SignIn, body: Any) -> None:
    answer = client_as(Role.OFFICER).post(f"/staff/events/{today_event().id}/day/taps", json=body)

    assert answer.status_code == 404


def test_absence_by_telephone_has_its_hour(client_as: SignIn) -> None:
    it = today_event()
    (someone,) = person_ids(registered(it))
    browser = client_as(Role.OFFICER)
    address = f"/staff/events/{it.id}/day/people/{someone}"

    assert "13:05" in browser.post(address, data={"mark": "absent", "hour": "二時"}).text
    browser.post(address, data={"mark": "absent", "hour": "0：01", "note": "電話連絡"})

    row = db.session.query(Attendance).one()
    assert (row.mark, row.note, f"{to_tokyo(row.changed_at):%H:%M}") == ("absent", "電話連絡", "00:01")


def test_a_substitute_takes_the_place_and_is_present(client_as: SignIn) -> None:
    it = today_event()
    (someone,) = person_ids(registered(it))
    browser = client_as(Role.OFFICER)
    address = f"/staff/events/{it.id}/day/people/{someone}/substitute"
    tap_id = re.search(r'name="tap_id"[^>]*value="([^"]+)"', browser.get(address).text)
    assert tap_id is not None

    browser.post(address, data={"name": "代理花子", "kana": "だいりはなこ", "tap_id": tap_id[1]})

    row = db.session.query(Participant).filter_by(replaces_id=someone).one()
    assert marks() == {row.id: "present"}
    assert browser.get(f"/staff/events/{it.id}/day/people/{someone}").status_code == 404


def test_somebody_at_the_door_loses_nothing_that_was_typed_when_it_is_full(client_as: SignIn) -> None:
    it = today_event(pools={(Attending.VENUE, SeatPool.GENERAL): 1})
    registered(it)
    browser = client_as(Role.OFFICER)
    typed = {"name": "飛込太郎", "kana": "トビコミタロウ", "attending": "venue", "submission_token": "w" * 24}

    answer = browser.post(f"/staff/events/{it.id}/day/walk-in", data=typed)

    assert answer.status_code == 422
    assert "飛込太郎" in answer.text
    assert "空いている席がない" in answer.text
    open_one = today_event()
    browser.post(f"/staff/events/{open_one.id}/day/walk-in", data=typed)
    browser.post(f"/staff/events/{open_one.id}/day/walk-in", data=typed)
    assert list(marks().values()) == ["present"]


def test_the_paper_sheet_shows_what_differs_before_anything_is_written(client_as: SignIn) -> None:
    it = today_event()
    one, two = person_ids(registered(it, 2))
    browser = client_as(Role.OFFICER)
    address = f"/staff/events/{it.id}/day/paper"
    typed = {f"mark-{one}": "present", f"mark-{two}": "", "mark-99999": "present"}

    shown = browser.post(address, data=typed).text
    assert "画面の記録と違うところ（1人）" in shown
    assert marks() == {}
    browser.post(address, data={**typed, "confirmed": "1"})

    assert marks() == {one: "present"}


REPORT = """Meeting ID,Topic\r
123,見本\r
\r
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\r
"見本市_見本　花子 (hanako)",,{day} 13:30:00,{day} 14:00:00,30\r
"見本市_見本　花子 (hanako)",,{day} 14:05:00,{day} 15:00:00,55\r
iPad,taro@example.jp,{day} 13:31:00,{day} 15:01:00,90\r
だれか,,{day} 13:31:00,{day} 15:01:00,90\r
"""


def test_a_report_of_zoom_is_read_shown_and_taken_once(client_as: SignIn) -> None:
    noon = to_tokyo(now()).replace(hour=13, minute=30, second=0, microsecond=0)
    it = today_event()
    people = [Person(name="見本花子", kana="ミホンハナコ"), Person(name="阿波太郎", email="taro@example.jp")]
    one, two = person_ids(registered(it, people=people, attending="online"))
    browser = client_as(Role.OFFICER)
    content = REPORT.format(day=f"{noon:%Y/%m/%d}").encode()
    address = f"/staff/events/{it.id}/day/report"

    page = browser.post(address, data={"file": (io.BytesIO(content), "participants.csv")})
    assert "当てはまる方がいない" in page.text
    assert "だれか" in page.text
    assert marks() == {}
    stays = re.search(r'name="stays"[^>]*value="([^"]+)"', page.text)
    assert stays is not None
    body = {"stays": stays[1].replace("&#34;", '"').replace("&quot;", '"'), "is_read": "y"}
    for _ in range(2):
        browser.post(f"{address}/apply", data=body)

    assert marks() == {one: "present", two: "present"}
    row = db.session.query(Attendance).filter_by(participant_id=one).one()
    assert row.left_at is not None
    assert f"{to_tokyo(row.left_at):%H:%M}" == "15:00"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\x81", "名前,何か\r\nあ,い".encode()])
def test_another_file_gets_a_sentence(client_as: SignIn, content: bytes) -> None:
    address = f"/staff/events/{today_event().id}/day/report"

    answer = client_as(Role.OFFICER).post(address, data={"file": (io.BytesIO(content), "x.csv")})

    assert answer.status_code == 422


def test_the_summary_shows_the_same_numbers_as_the_list(client_as: SignIn) -> None:
    it = today_event()
    (someone, _other) = person_ids(registered(it, 2, organisation="見本市", organisation_kind="municipality"))
    browser = client_as(Role.OFFICER)
    browser.post(
        f"/staff/events/{it.id}/day/tap", data={"participant_id": str(someone), "tap_id": "t" * 12, "mark": "late"}
    )

    text = re.sub(r"\s+", "", re.sub("<[^>]+>", " ", browser.get(f"/staff/events/{it.id}/attendance").text))

    assert "市町村211111" in text
    viewer = client_as(Role.VIEWER)
    assert viewer.get(f"/staff/events/{it.id}/attendance").status_code == 200
    assert viewer.get(f"/staff/events/{it.id}/day").status_code == 403
