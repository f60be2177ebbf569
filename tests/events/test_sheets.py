"""What leaves the house for an event: who is on which sheet, and what is on none."""

import csv
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from typing import Any

import pypdf
import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from platform_app.dates import now
from platform_app.events import day_sheets
from platform_app.events.models import Event, ProgrammeItem
from platform_app.events.operations.registering import Person
from platform_app.extensions import db
from platform_app.members.rosters import OUTPUTS
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import Accommodation, Attending, SeatPool
from reports.rosters.participants import ROSTERS
from tests import factories
from tests.events.builders import event, registered

NEED, MAIL, PHONE, MEMO = "内緒の配慮の印", "secret-mark@example.jp", "088-000-7777", "事務局だけのメモの印"
NEVER = (NEED, MEMO, *(need.label for need in Accommodation if need is not Accommodation.OTHER))
LISTED, UNLISTED, WAITS, ONLINE = "掲載花子", "非掲載太郎", "補欠次郎", "遠隔三郎"


@pytest.fixture
def it(app: object) -> Event:
    """An event with somebody of every sort, all of whom need something and left private marks."""
    member = factories.member(name="見本会員団体")
    start = now() + timedelta(hours=1)
    pools: dict[tuple[str, str], int | None] = {
        (Attending.VENUE, SeatPool.GENERAL): 2,
        (Attending.ONLINE, SeatPool.GENERAL): 5,
    }
    row = event(pools=pools, starts_at=start, ends_at=start + timedelta(hours=1), reception_at=now())
    needs: dict[str, Any] = {"needs": [need.value for need in Accommodation], "need_detail": NEED}
    private: dict[str, Any] = {"email": MAIL, "phone": PHONE, "memo": MEMO, "question": MEMO, "is_confirmed": True}
    listed = Person(LISTED, "ケイサイハナコ", is_listed=True, **needs)
    unlisted = Person(UNLISTED, "ヒケイサイタロウ", **needs)
    registered(row, people=[listed, unlisted], member_id=member.id, organisation="見本会員団体", **private)
    registered(row, people=[Person(WAITS, "ホケツジロウ", is_listed=True, **needs)], **private)
    registered(row, people=[Person(ONLINE, "エンカクサブロウ", **needs)], attending="online", **private)
    return row


def paths(row: Event) -> Iterator[str]:
    """Every download of an event."""
    for key in ROSTERS:
        yield from (f"rosters/{key}/{output}" for output in OUTPUTS)
    yield from ("name-cards/clip.pdf", "name-cards/neck.pdf", "table-cards/folded.pdf", "table-cards/stand.pdf")
    yield "programme.pdf"
    yield from ("labels/12.pdf", "labels/24.pdf", "zoom-rooms.csv?rooms=3")


def text_of(content: bytes) -> str:
    """Return everything that can be read in a file, spaces left out."""
    if content.startswith(b"%PDF"):
        text = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(content)).pages)
    elif content.startswith(b"PK"):
        book = load_workbook(BytesIO(content))
        text = "".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    else:
        text = content.decode("utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "cp932")
    return "".join(text.split())


def test_every_sheet_says_only_what_it_may(it: Event, client_as: Callable[..., FlaskClient]) -> None:
    browser = client_as(Role.OFFICER)
    for path in paths(it):
        answer = browser.get(f"/staff/events/{it.id}/sheets/{path}")
        assert answer.status_code == 200, path
        text = text_of(answer.data)
        assert not [mark for mark in NEVER if mark in text], path
        may_reach = path.startswith(("rosters/registrants/", "zoom-rooms"))
        assert (MAIL in text) == may_reach, path
        assert (PHONE in text) == path.startswith("rosters/registrants/"), path
        if path.startswith("rosters/participants/"):
            assert LISTED in text
            assert UNLISTED not in text
            assert "様" not in text
        if path.startswith("rosters/waiting/"):
            assert WAITS in text
            assert LISTED not in text
        elif path not in {f"rosters/{key}/print.xlsx" for key in ("reception", "reception_by_organisation")}:
            assert WAITS not in text, path


def test_the_waiting_stand_on_a_sheet_of_their_own(it: Event) -> None:
    content, count = day_sheets.write(it, "reception", "print.xlsx")

    book = load_workbook(BytesIO(content))
    texts = ["".join(str(c.value) for row in sheet.iter_rows() for c in row) for sheet in book.worksheets]
    assert [WAITS in text for text in texts] == [False, True]
    assert [sheet.print_title_rows for sheet in book.worksheets] == ["$3:$3", "$3:$3"]
    assert count == 4


def test_every_download_of_personal_data_is_recorded(it: Event, client_as: Callable[..., FlaskClient]) -> None:
    browser = client_as(Role.OFFICER)
    asked = [path for path in paths(it) if not path.startswith("programme")]

    for path in asked:
        browser.get(f"/staff/events/{it.id}/sheets/{path}")

    found = db.session.query(AuditEntry).filter_by(action=Action.EXPORT.value).count()
    assert found == len(asked)


def test_who_may_only_look_gets_no_telephone_no_addresses_and_no_rooms(
    it: Event, client_as: Callable[..., FlaskClient]
) -> None:
    viewer = client_as(Role.VIEWER)
    statuses = {path: viewer.get(f"/staff/events/{it.id}/sheets/{path}").status_code for path in paths(it)}

    assert statuses["rosters/participants/pdf"] == 200
    assert {statuses[path] for path in statuses if path.startswith("rosters/registrants/")} == {404}
    assert statuses["zoom-rooms.csv?rooms=3"] == statuses["labels/12.pdf"] == 403
    page = viewer.get(f"/staff/events/{it.id}/sheets").text
    assert "rosters/registrants" not in page


@pytest.mark.parametrize(
    "path", ["rosters/nothing/pdf", "rosters/participants/doc", "name-cards/huge.pdf", "labels/99.pdf"]
)
def test_what_there_is_not_is_not_found(it: Event, client_as: Callable[..., FlaskClient], path: str) -> None:
    assert client_as(Role.OFFICER).get(f"/staff/events/{it.id}/sheets/{path}").status_code == 404


def test_rooms_differ_by_one_person_at_most_and_part_an_organisation(app: object) -> None:
    row = event(pools={(Attending.ONLINE, SeatPool.GENERAL): 50})
    for _ in range(4):
        people = [Person(f"見本{n}", email=f"r{n}-{_}@example.jp") for n in range(3)]
        registered(row, people=people, attending="online", is_confirmed=True)
    registered(row, people=[Person("無宛")], attending="online", email="")

    header, *lines = csv.reader(StringIO(day_sheets.rooms_csv(row, 3).decode("utf-8-sig"), newline=""))

    assert header == ["Pre-assign Room Name", "Email Address"]
    assert len(lines) == 12
    sizes = [[line[0] for line in lines].count(f"グループ{n}") for n in (1, 2, 3)]
    assert sizes == [4, 4, 4]
    for party in range(4):
        assert len({room for room, email in lines if email.endswith(f"-{party}@example.jp")}) == 3


def test_cards_are_for_those_who_come_to_the_venue(it: Event) -> None:
    assert {card.name for card in day_sheets.cards(it)} == {LISTED, UNLISTED}


@pytest.mark.parametrize("starts", ["", "13:30"])
def test_the_programme_has_a_column_of_hours_only_where_some_are_known(app: object, starts: str) -> None:
    row = event(
        programme=[ProgrammeItem(position=1, title="講演"), ProgrammeItem(position=2, title="質疑", starts=starts)]
    )

    assert ("時刻" in text_of(day_sheets.programme_pdf(row))) == bool(starts)


def test_the_reception_by_organisation_begins_with_it_and_says_so(it: Event) -> None:
    content, _ = day_sheets.write(it, "reception_by_organisation", "print.xlsx")

    sheet = load_workbook(BytesIO(content)).worksheets[0]
    assert sheet["A1"].value == "受付名簿（団体順）"
    assert [cell.value for cell in sheet[3]][:3] == ["No.", "団体名", "受付番号"]
