"""The office plans an event from the first draft to the public page."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from platform_app.dates import now, to_tokyo
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import Attending, SeatPool
from tests.events.builders import event, registered


def moment(name: str, at: datetime) -> dict[str, str]:
    """Return the boxes of an instant as a browser sends them."""
    local = to_tokyo(at)
    parts = {"year": local.year, "month": local.month, "day": local.day, "hour": local.hour, "minute": local.minute}
    return {f"{name}-{part}": str(value) for part, value in parts.items()}


def typed(**more: Any) -> dict[str, Any]:
    """Return a complete, valid sheet for a new event; ``more`` replaces boxes."""
    start = now() + timedelta(days=40)
    return {
        "kind": "seminar",
        "title": "つながりセミナー",
        "format": "venue",
        "venue": "見本会館",
        "audience": "everybody",
        "selection": "first_come",
        "party_policy": "wait",
        "organisers": "主催｜見本県",
        "series_number": "2",
        "series": "セミナー",
        "contacts": "参加の申込み｜見本課｜088-000-0000",
        "summary": "見本の催しです。",
        "pools-0-attending": "venue",
        "pools-0-kept_for": "general",
        "pools-0-capacity": "40",
        **moment("starts_at", start),
        **moment("ends_at", start + timedelta(hours=2)),
        **more,
    }


def created(client_as: Any, **more: Any) -> int:
    """Send the sheet and return the draft's id."""
    answer = client_as(Role.OFFICER).post("/staff/events/new", data=typed(**more))
    assert answer.status_code == 302, answer.text
    return int(answer.headers["Location"].rpartition("/")[2])


def test_a_draft_is_made_previewed_published_and_read_by_everybody(client: Any, client_as: Any) -> None:
    event_id = created(client_as)
    office = client_as(Role.OFFICER)

    assert client.get(f"/events/{event_id}").status_code == 404
    assert "第2回つながりセミナー" in office.get(f"/staff/events/{event_id}/preview").text
    assert office.post(f"/staff/events/{event_id}/publish").status_code == 302

    page = client.get(f"/events/{event_id}").text
    assert "第2回つながりセミナー" in page
    assert "40人（先着順）" in page
    assert "第2回つながりセミナー" in client.get("/events").text


def test_every_page_of_the_office_opens(client_as: Any) -> None:
    event_id = created(client_as)
    office = client_as(Role.OFFICER)
    paths = ["", "/edit", "/copy", "/publish", "/programme", "/files", "/preview", "/flyer.pdf"]
    for path in paths:
        assert office.get(f"/staff/events/{event_id}{path}").status_code == 200, path
    office.post(f"/staff/events/{event_id}/publish")

    for path in [*paths, "/postpone", "/reschedule", "/cancel", "/capacity"]:
        assert office.get(f"/staff/events/{event_id}{path}").status_code == 200, path
    for path in ["/staff/events", "/staff/events?when=past", "/staff/events/new"]:
        assert office.get(path).status_code == 200, path


IN_FORM: dict[str, tuple[dict[str, str], str]] = {
    "no title": ({"title": ""}, "名称を入力してください"),
    "an end before the start": (moment("ends_at", now() + timedelta(days=1)), "終了日時は、開始日時より後"),
    "a day in the past": (
        {**moment("starts_at", now() - timedelta(days=3)), **moment("ends_at", now() - timedelta(days=2))},
        "開始の日時が過ぎています",
    ),
    "a closing after the event": (moment("closes_at", now() + timedelta(days=99)), "締切は、催しの終了より前"),
    "an hour that is none": ({"starts_at-hour": "25"}, "0時から23時"),
    "a day that is none": ({"starts_at-month": "2", "starts_at-day": "30"}, "開始日時"),
    "a negative number of places": ({"pools-0-capacity": "-5"}, "0以上の数字"),
    "places in words": ({"pools-0-capacity": "たくさん"}, "数字で入力"),
    "nobody from one organisation": ({"per_organisation": "0"}, "1以上の数字"),
    "an online event without its way": ({"format": "online"}, "オンラインの方法を入力"),
    "a hall without a name": ({"venue": ""}, "会場の名称を入力"),
    "an open day without words": ({"is_tentative": "y"}, "今秋10月頃"),
    "an organiser nobody can read": ({"organisers": "見本県"}, "主催｜団体名"),
}


@pytest.mark.parametrize("name", IN_FORM)
def test_bad_input_gets_a_sentence_and_loses_nothing(client_as: Any, name: str) -> None:
    wrong, sentence = IN_FORM[name]

    answer = client_as(Role.OFFICER).post("/staff/events/new", data=typed(summary="残ってほしい文", **wrong))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "残ってほしい文" in answer.text
    assert db.session.query(Event).count() == 0


def test_full_width_and_japanese_years_are_read(client_as: Any) -> None:
    year = to_tokyo(now()).year + 1
    start = {"year": f"令和{year - 2018}", "month": "４", "day": "1", "hour": "１３：３０", "minute": ""}
    end = {"year": f"R{year - 2018}", "month": "4", "day": "1", "hour": "16時", "minute": "5分"}
    boxes = {f"starts_at-{part}": text for part, text in start.items()}
    boxes |= {f"ends_at-{part}": text for part, text in end.items()}
    event_id = created(client_as, **boxes, **{"pools-0-capacity": "４０"})

    event = db.session.get_one(Event, event_id)
    assert f"{to_tokyo(event.starts_at):%Y-%m-%d %H:%M}" == f"{year}-04-01 13:30"
    assert f"{to_tokyo(event.ends_at):%H:%M}" == "16:05"
    assert event.pools[0].capacity == 40


def test_the_mail_is_shown_before_it_goes(client_as: Any) -> None:
    event_id = created(client_as)
    office = client_as(Role.OFFICER)
    office.post(f"/staff/events/{event_id}/publish")
    registered(db.session.get_one(Event, event_id))
    path, said = f"/staff/events/{event_id}/postpone", {"message": "会場が使えなくなりました。"}

    assert office.post(path, data={"message": ""}).status_code == 422
    preview = office.post(path, data=said)
    assert preview.status_code == 200
    assert "【延期】第2回つながりセミナー" in preview.text
    assert db.session.get_one(Event, event_id).status == "published"
    db.session.rollback()

    assert office.post(path, data={**said, "confirmed": "1"}).status_code == 302
    assert db.session.get_one(Event, event_id).status == "postponed"
    change = db.session.get_one(Event, event_id).changes[-1]
    db.session.rollback()
    assert "送信待ち" in office.get(f"/staff/events/{event_id}/changes/{change.id}").text


def test_fewer_places_than_people_asks_once_more(client_as: Any) -> None:
    event_id = created(client_as)
    office = client_as(Role.OFFICER)
    office.post(f"/staff/events/{event_id}/publish")
    for _ in range(3):
        registered(db.session.get_one(Event, event_id))
    row = {"pools-0-attending": "venue", "pools-0-kept_for": "general", "pools-0-capacity": "1"}
    path = f"/staff/events/{event_id}/capacity"

    refused = office.post(path, data=row)
    assert refused.status_code == 422
    assert "3人の席が決まっています" in refused.text
    assert office.post(path, data={**row, "is_confirmed": "y"}).status_code == 302
    assert db.session.get_one(Event, event_id).pools[0].capacity == 1


def test_the_programme_is_typed_line_by_line_and_read_as_a_tree(client: Any, client_as: Any) -> None:
    event_id = created(client_as)
    office = client_as(Role.OFFICER)
    path = f"/staff/events/{event_id}/programme"
    lines = {
        "lines-0-level": "item",
        "lines-0-order": "20",
        "lines-0-title": "講演",
        "lines-0-presenters": "見本太郎｜見本大学｜教授",
        "lines-1-level": "part",
        "lines-1-order": "10",
        "lines-1-title": "第1部",
        "lines-2-level": "item",
        "lines-2-title": "",
    }

    assert "6行目" in office.post(path, data={**lines, "more": "1"}).text
    assert office.post(path, data={**lines, "lines-0-minutes": "x"}).status_code == 422
    assert office.post(path, data=lines).status_code == 302

    part, item = db.session.get_one(Event, event_id).programme
    assert (part.title, item.title, item.parent_id) == ("第1部", "講演", part.id)
    db.session.rollback()
    office.post(f"/staff/events/{event_id}/publish")
    assert "見本大学 教授 見本太郎" in client.get(f"/events/{event_id}").text


def test_the_page_of_a_copy_says_what_stays_behind(client_as: Any) -> None:
    event_id = created(client_as)
    office = client_as(Role.OFFICER)
    start = now() + timedelta(days=90)

    page = office.get(f"/staff/events/{event_id}/copy").text
    made = office.post(
        f"/staff/events/{event_id}/copy",
        data={**moment("starts_at", start), **moment("ends_at", start + timedelta(hours=1))},
    )

    assert [word for word in ("参加者", "ファイル", "申込締切", "参加用のURL") if word not in page] == []
    assert made.status_code == 302
    assert "第3回つながりセミナー" in office.get(made.headers["Location"]).text


def test_an_address_is_looked_up_without_scripts_and_nothing_is_lost(client_as: Any) -> None:
    sent = typed(postal_code="770-0941", **{"postal_code-lookup": "1"}, summary="残ってほしい文")

    answer = client_as(Role.OFFICER).post("/staff/events/new", data=sent)

    assert answer.status_code == 200
    assert "万代町" in answer.text
    assert "残ってほしい文" in answer.text


def test_a_published_event_keeps_its_day_and_places_on_the_page_of_its_content(client_as: Any) -> None:
    event_id = created(client_as)
    office = client_as(Role.OFFICER)
    office.post(f"/staff/events/{event_id}/publish")
    before = db.session.get_one(Event, event_id).starts_at
    db.session.rollback()

    answer = office.post(
        f"/staff/events/{event_id}/edit",
        data=typed(summary="新しい概要", **{"starts_at-year": "2099", "pools-0-capacity": "1"}),
    )

    assert answer.status_code == 302, answer.text
    event = db.session.get_one(Event, event_id)
    assert (event.starts_at, event.pools[0].capacity, event.summary) == (before, 40, "新しい概要")


@pytest.mark.parametrize("act", ["new", "edit", "copy", "publish", "postpone", "cancel", "reschedule", "capacity"])
def test_a_viewer_looks_and_touches_nothing(client_as: Any, act: str) -> None:
    event_id = created(client_as)
    path = "/staff/events/new" if act == "new" else f"/staff/events/{event_id}/{act}"

    assert client_as(Role.VIEWER).get(path).status_code == 403
    assert client_as(Role.VIEWER).post(path).status_code == 403
    assert client_as(Role.VIEWER).get(f"/staff/events/{event_id}").status_code == 200


def test_a_refused_step_leads_back_to_the_page_it_was_taken_on(client_as: Any) -> None:
    it = event(pools={(Attending.VENUE, SeatPool.GENERAL): 1, (Attending.VENUE, SeatPool.MEMBERS): 1})
    page = f"/staff/events/{it.id}/pools/{it.pools[1].id}/release"
    browser = client_as(Role.OFFICER)
    browser.post(page)

    # Somebody was faster: the same button in another window.
    again = browser.post(page, headers={"Referer": f"http://localhost{page}"})

    assert again.status_code == 409
    assert f'href="{page}"' in again.text
    for elsewhere in ("https://example.com/", "", "http://localhost//example.com/"):
        answer = browser.post(page, headers={"Referer": elsewhere}).text
        assert 'href="//example.com' not in answer
        assert "https://example.com" not in answer


@pytest.mark.parametrize(("role", "is_there"), [(Role.VIEWER, False), (Role.OFFICER, True)])
def test_nobody_is_led_to_a_room_that_is_closed_to_them(client_as: Any, role: Role, *, is_there: bool) -> None:
    address = f"/staff/events/{event().id}"

    page = client_as(role).get(address).text

    for room in ("counter", "day", "reminders"):
        assert (f'href="{address}/{room}"' in page) == is_there, room
    assert f'href="{address}/registrations"' in page
