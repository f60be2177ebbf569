"""The public side: what everybody finds, and what a calendar, a search engine and a printer get."""

import json
import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from platform_app import dates
from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.events import seat_queries
from platform_app.events.calendar_text import LONGEST, escaped, folded
from platform_app.events.models import Event
from platform_app.events.operations import moving, planning, programme
from platform_app.events.operations.programme import ProgrammeLine
from platform_app.events.pages import plain_name
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import Attending, EventStatus, Reception, SeatPool
from tests import factories
from tests.core.hostile import EVERY_TEXT
from tests.events.builders import event, registered


@pytest.fixture
def officer(app: Flask) -> Actor:
    """Somebody of the office."""
    return factories.actor(Role.OFFICER)


def entry(text: str) -> dict[str, str]:
    """Return the properties of the first entry of a calendar, unfolded and without their parameters."""
    whole = text.replace("\r\n ", "")
    inside = whole.partition("BEGIN:VEVENT\r\n")[2].partition("END:VEVENT")[0]
    return {line.partition(":")[0].partition(";")[0]: line.partition(":")[2] for line in inside.splitlines()}


def structured(page: str) -> dict[str, Any]:
    """Return the JSON-LD of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    return dict(json.loads(found[1]))


def test_a_list_shows_what_comes_what_was_and_one_kind(app: Flask, client: Any) -> None:
    start = now() + timedelta(days=5)
    event(title="これからの会")
    event(title="情報の会", kind="exchange")
    event(title="終わった会", starts_at=start - timedelta(days=90), ends_at=start - timedelta(days=89))
    event(title="準備中の会", status=EventStatus.DRAFT.value)

    coming, past = client.get("/events").text, client.get("/events?when=past").text
    kind = client.get("/events?kind=exchange").text

    assert [name in coming for name in ("これからの会", "情報の会", "終わった会", "準備中の会")] == [
        True,
        True,
        False,
        False,
    ]
    assert [name in past for name in ("これからの会", "終わった会")] == [False, True]
    assert [name in kind for name in ("これからの会", "情報の会")] == [False, True]


def test_a_month_holds_what_takes_place_in_it_by_the_clock_of_japan(app: Flask, client: Any) -> None:
    """The last evening of a month in UTC is the first of the next in Japan."""
    eve = datetime(2030, 1, 31, 15, 30, tzinfo=UTC)
    event(title="二月の会", starts_at=eve, ends_at=eve + timedelta(hours=1))

    assert "二月の会" not in client.get("/events?month=2030-01").text
    assert "二月の会" in client.get("/events?month=2030-02").text


@pytest.mark.parametrize("query", ["month=2030-13", "month=x", "month=9999-12", "kind=x", "when=x", "page=x"])
def test_an_address_that_means_nothing_narrows_nothing(app: Flask, client: Any, query: str) -> None:
    event(title="これからの会")

    answer = client.get(f"/events?{query}")

    assert answer.status_code == 200
    assert "これからの会" in answer.text


def test_a_list_asks_the_same_number_of_questions_however_long_it_is(app: Flask, client: Any) -> None:
    from tests.architecture.crawl import recorded

    counts = []
    for _ in range(2):
        for _ in range(4):
            registered(event(capacity=5))
        with recorded() as statements:
            client.get("/events")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_a_draft_is_nobodys_in_every_form(app: Flask, client: Any) -> None:
    it = event(status=EventStatus.DRAFT.value, title="準備中の会")

    for path in ("", ".ics", "/flyer", "/flyer.pdf", "/qr.svg"):
        assert client.get(f"/events/{it.id}{path}").status_code == 404, path
    for path in ("/events.ics", "/opendata/events.csv", "/opendata/events-gif.json"):
        assert "準備中の会" not in client.get(path).text, path


def test_the_address_for_taking_part_is_shown_to_nobody_in_public(app: Flask, client: Any) -> None:
    secret = "https://example.jp/meeting/secret"
    it = event(format="online", online_tool="Zoom", online_url=secret)

    for path in (
        f"/events/{it.id}",
        f"/events/{it.id}.ics",
        "/events.ics",
        "/opendata/events.json",
        "/opendata/events-gif.csv",
    ):
        assert secret not in client.get(path).text, path


def test_a_calendar_entry_says_when_in_japan_and_counts_its_versions(app: Flask, client: Any, officer: Actor) -> None:
    start = datetime(2031, 4, 1, 4, 30, tzinfo=UTC)
    it = event(starts_at=start, ends_at=start + timedelta(hours=2), title="春の会")

    first = client.get(f"/events/{it.id}.ics")
    moving.reschedule(
        it, values={"starts_at": start + timedelta(days=1), "ends_at": start + timedelta(days=2)}, by=officer
    )
    moved = entry(client.get(f"/events/{it.id}.ics").text)
    moving.cancel(it, message="中止します。", by=officer)
    cancelled = entry(client.get(f"/events/{it.id}.ics").text)

    assert first.content_type == "text/calendar; charset=utf-8"
    assert "DTSTART;TZID=Asia/Tokyo:20310401T133000" in first.text
    assert "TZOFFSETTO:+0900" in first.text
    assert [int(one["SEQUENCE"]) for one in (entry(first.text), moved, cancelled)] == [0, 1, 2]
    assert [one["STATUS"] for one in (entry(first.text), moved, cancelled)] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert len({one["UID"] for one in (entry(first.text), moved, cancelled)}) == 1
    assert cancelled["SUMMARY"] == "【中止】春の会"


def test_the_feed_holds_cancelled_events_too_and_no_day_that_is_not_settled(
    app: Flask, client: Any, officer: Actor
) -> None:
    gone = event(title="消える会")
    moving.cancel(gone, message="中止します。", by=officer)
    event(title="未定の会", is_tentative=True, time_note="今秋10月頃")

    text = client.get("/events.ics").text

    assert "【中止】消える会" in text
    assert "未定の会" not in text


TEXTS = st.text(st.characters(codec="utf-8"), max_size=300)


@given(TEXTS)
def test_no_line_of_a_calendar_is_too_long_or_cuts_a_character(text: str) -> None:
    line = folded("SUMMARY:" + escaped(text))

    assert line.endswith("\r\n")
    assert all(len(piece) <= LONGEST for piece in line.encode("utf-8").split(b"\r\n"))
    assert "".join(line.split("\r\n ")).removesuffix("\r\n") == "SUMMARY:" + escaped(text)


@given(TEXTS)
def test_no_text_adds_a_line_to_a_calendar_or_a_header(text: str) -> None:
    assert not set(escaped(text)) & {"\r", "\n", "\u2028", "\x00"}
    assert re.search(r"(?<!\\)(?:\\\\)*[;,]", escaped(text)) is None
    assert not set(plain_name(text)) & set('\r\n"/\\')


def test_a_hostile_title_stays_a_title_in_every_form(app: Flask, client: Any) -> None:
    texts = [text for text in EVERY_TEXT if "\0" not in text and text.strip()]
    for text in texts:
        it = event(title=text, summary=text, venue=text, description=text)

        page = client.get(f"/events/{it.id}")
        assert page.status_code == 200, text
        assert structured(page.text)["name"] == text
        assert "<script>alert" not in page.text
        calendar = client.get(f"/events/{it.id}.ics")
        assert calendar.status_code == 200, text
        assert calendar.text.count("BEGIN:VEVENT") == calendar.text.count("\r\nUID:") == 1
    assert client.get("/opendata/events.csv").status_code == 200


def test_search_engines_read_what_people_read(app: Flask, client: Any, officer: Actor) -> None:
    it = event(capacity=30, organisers=[{"role": "host", "name": "見本県"}])
    was = dates.to_tokyo(it.starts_at).isoformat()

    first = structured(client.get(f"/events/{it.id}").text)
    start = it.starts_at + timedelta(days=3)
    moving.reschedule(it, values={"starts_at": start, "ends_at": start + timedelta(hours=1)}, by=officer)
    moved = structured(client.get(f"/events/{it.id}").text)
    moving.postpone(it, message="延期します。", by=officer)
    postponed = structured(client.get(f"/events/{it.id}").text)

    assert (first["@type"], first["startDate"], first["maximumAttendeeCapacity"]) == ("Event", was, 30)
    assert first["organizer"] == [{"@type": "Organization", "name": "見本県"}]
    assert moved["eventStatus"].endswith("EventRescheduled")
    assert datetime.fromisoformat(moved["previousStartDate"]) == datetime.fromisoformat(was)
    assert postponed["eventStatus"].endswith("EventPostponed")


def test_a_page_says_first_that_an_event_is_not_held(app: Flask, client: Any, officer: Actor) -> None:
    it = event()
    moving.postpone(it, message="会場が使えなくなりました。", by=officer)

    page = client.get(f"/events/{it.id}").text

    assert "この催しは延期になりました" in page
    # Neither a day nor seats are held out while nobody can register.
    assert "もとの日時" in page
    assert 'class="seats"' not in page
    assert "受付期間" not in page
    assert "会場が使えなくなりました。" in page
    assert "参加を申し込む" not in page
    assert "受付期間" not in page


def test_the_days_of_reception_begin_where_a_beginning_is_set(app: Flask, client: Any) -> None:
    until = now() + timedelta(days=3)
    one, two = event(closes_at=until), event(opens_at=now() - timedelta(days=1), closes_at=until)

    assert "受付期間：令和" in (page := client.get(f"/events/{one.id}").text)
    assert "から令和" not in page[page.index("受付期間") :].partition("</p>")[0]
    assert "から令和" in client.get(f"/events/{two.id}").text.partition("受付期間")[2].partition("</p>")[0]


def test_what_was_announced_for_some_time_and_held_later_shows_both(app: Flask, client: Any, officer: Actor) -> None:
    start = now() + timedelta(days=90)
    it = event(is_tentative=True, time_note="今秋10月頃", starts_at=start, ends_at=start + timedelta(hours=2))
    assert "今秋10月頃" in client.get("/events").text

    moving.reschedule(
        it,
        values={
            "starts_at": start + timedelta(days=90),
            "ends_at": start + timedelta(days=91),
            "is_tentative": False,
            "time_note": "",
        },
        by=officer,
    )

    page = client.get(f"/events/{it.id}").text
    assert "今秋10月頃" in page
    assert "未定" in page
    assert "previousStartDate" not in structured(page)


def test_whether_one_can_register_is_said_by_the_places_and_the_hours(app: Flask) -> None:
    later, before = now() + timedelta(days=1), now() - timedelta(days=1)
    full = event(capacity=1)
    registered(full)
    two = {(Attending.VENUE, SeatPool.GENERAL): 1, (Attending.ONLINE, SeatPool.GENERAL): 5}
    hall_full = event(pools=two, format="hybrid")
    for _ in range(2):
        registered(hall_full)
    members_only = event(pools={(Attending.VENUE, SeatPool.MEMBERS): 5})
    cases = {
        event(capacity=10).id: Reception.OPEN,
        event(capacity=None).id: Reception.OPEN,
        full.id: Reception.FULL,
        hall_full.id: Reception.OPEN,
        members_only.id: Reception.FULL,
        event(opens_at=later).id: Reception.NOT_YET,
        event(closes_at=before).id: Reception.CLOSED,
    }

    rows = [db.session.get_one(Event, one) for one in cases]

    assert {one: found.reception for one, found in seat_queries.figures(rows).items()} == cases


def test_a_list_says_for_which_way_of_attending_there_is_room(app: Flask, client: Any) -> None:
    two = {(Attending.VENUE, SeatPool.GENERAL): 1, (Attending.ONLINE, SeatPool.GENERAL): 5}
    registered(event(pools=two, format="hybrid"))

    page = " ".join(client.get("/events").text.split())

    assert "会場 満席、オンライン 5人" in page


def test_what_comes_free_in_a_released_pool_is_open_to_everybody(app: Flask) -> None:
    it = event(pools={(Attending.VENUE, SeatPool.GENERAL): 1, (Attending.VENUE, SeatPool.MEMBERS): 1})
    registered(it)
    assert seat_queries.figures([it])[it.id].reception == Reception.FULL

    it.pools[1].released_at = now()

    assert seat_queries.figures([it])[it.id].free == 1


def test_the_hours_of_registration_and_of_the_door_are_told_apart(app: Flask, client: Any) -> None:
    start = now() + timedelta(days=5)
    it = event(starts_at=start, ends_at=start + timedelta(hours=1), reception_at=start, closes_at=start)

    page = client.get(f"/events/{it.id}").text

    assert "受付期間：" in page
    assert "受付中から" not in page
    assert "当日の受付開始" in page


def test_the_flyer_is_one_page_whatever_the_programme(app: Flask, client: Any, officer: Actor) -> None:
    it = event(title="とても長い名前の催し" * 8, summary="あ" * 200, access="い" * 300)
    lines = [ProgrammeLine(f"発表{n}" * 9, starts="13:00", presenters=[{"name": "見本太郎"}]) for n in range(40)]
    programme.set_programme(it, lines=lines, by=officer)

    answer = client.get(f"/events/{it.id}/flyer.pdf")

    pages = PdfReader(BytesIO(answer.data)).pages
    assert len(pages) == 1
    assert f"/events/{it.id}" in pages[0].extract_text()
    assert client.get(f"/events/{it.id}/qr.svg").mimetype == "image/svg+xml"
    assert client.get(f"/events/{it.id}/flyer").status_code == 200


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def file_sent(office: Any, it: Event, **more: str) -> Any:
    """Put a file on an event, a public flyer if nothing else is said."""
    data = {"kind": "flyer", "alternative": "チラシの文章", "upload": (BytesIO(PNG), "a.png"), "is_public": "y", **more}
    return office.post(f"/staff/events/{it.id}/files", data=data)


def test_files_have_words_and_private_ones_stay_inside(app: Flask, client: Any, client_as: Any) -> None:
    it = event()
    office = client_as(Role.OFFICER)

    assert file_sent(office, it, alternative="").status_code == 422
    without = office.post(f"/staff/events/{it.id}/files", data={"kind": "flyer", "alternative": "文章"})
    assert without.status_code == 422
    assert "ファイルは、もう一度選んでください" in without.text
    assert file_sent(office, it).status_code == 302
    assert file_sent(office, it, kind="material", alternative="", is_public="").status_code == 302
    public, private = db.session.get_one(Event, it.id).files
    page = client.get(f"/events/{it.id}").text

    assert 'alt="チラシの文章"' in page
    assert client.get(f"/events/{it.id}/files/{public.id}").status_code == 200
    assert client.get(f"/events/{it.id}/files/{private.id}").status_code == 404
    assert office.get(f"/events/{it.id}/files/{private.id}").status_code == 200
    assert client.get(f"/events/{event().id}/files/{public.id}").status_code == 404


def test_a_photo_is_shown_only_after_those_whom_it_shows_were_asked(app: Flask, client_as: Any) -> None:
    it = event()
    office = client_as(Role.OFFICER)

    assert file_sent(office, it, kind="photo").status_code == 422
    assert file_sent(office, it, kind="photo", is_public="").status_code == 302
    assert file_sent(office, it, kind="photo", has_consent="y").status_code == 302
    hidden, photo = db.session.get_one(Event, it.id).files
    words = {"kind": "photo", "alternative": "写真の文章", "is_public": "y"}
    assert office.post(f"/staff/events/{it.id}/files/{hidden.id}", data=words).status_code == 422
    asked = re.findall(
        r'<input[^>]*name="has_consent"[^>]*>', office.get(f"/staff/events/{it.id}/files/{photo.id}").text
    )
    assert "checked" in asked[0]


def test_an_edit_of_the_page_is_seen_at_once(app: Flask, client: Any, officer: Actor) -> None:
    it = event()
    client.get("/events")

    planning.edit(it, values={"title": "新しい名前の会"}, by=officer)

    assert "新しい名前の会" in client.get("/events").text
