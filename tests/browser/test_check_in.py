"""Journey: the day of an event at the desk, with the line, without it, and back."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func

from platform_app import dates
from platform_app.events.day_models import Attendance
from platform_app.events.models import Event
from platform_app.events.operations.registering import Person
from platform_app.events.registration_models import Participant
from platform_app.extensions import db, writer
from tests.browser.conftest import Windows
from tests.browser.stage import OFFICER, Stage
from tests.browser.visiting import Visit
from tests.events.builders import event, registered

pytestmark = pytest.mark.browser

#: Whether nothing is kept in the browser any more.
SENT = "() => !localStorage.getItem(`checkin:${roll.dataset.event}`)?.includes('mark')"
PEOPLE = (("渡辺花子", "ワタナベハナコ"), ("阿波太郎", "アワタロウ"), ("髙﨑次郎", "タカサキジロウ"))


def the_day(stage: Stage) -> tuple[int, list[int]]:
    """Let an event be today; return its number and those of its participants."""
    with stage.app.app_context():
        start = dates.now() + timedelta(minutes=10)
        row = event(3, starts_at=start, ends_at=start + timedelta(hours=2), reception_at=dates.now())
        one = registered(row, people=[Person(name, kana, email="") for name, kana in PEOPLE])
        registered(row, people=[Person("補欠三郎", "ホケツサブロウ")])
        return row.id, [person.id for person in one.participants]


def marks(stage: Stage) -> dict[int, str]:
    """What stands in the database."""
    with stage.app.app_context():
        newest = db.session.query(func.max(Event.id)).scalar_subquery()  # the one made by the_day
        return {row.participant_id: row.mark for row in db.session.query(Attendance).filter_by(event_id=newest)}


def state(visit: Visit, participant: int) -> str:
    """What the list says of one person."""
    return visit.page.locator(f"#p{participant} [data-state]").inner_text()


def test_people_are_checked_in_found_and_counted(stage: Stage, desk: Windows) -> None:
    number, (hanako, taro, jiro) = the_day(stage)
    visit = desk(OFFICER)
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.go(f"/staff/events/{number}/day")

    for participant, mark in ((hanako, "present"), (taro, "late")):
        button = visit.page.locator(f"#p{participant} button[value={mark}]")
        if visit.has_scripts:
            button.click()
            visit.page.wait_for_function(SENT)
        else:
            visit.press(button)
    visit.go(f"/staff/events/{number}/day?q=たかさき")
    assert visit.page.locator(".roll__row").count() == 1
    visit.follow("髙﨑次郎")
    visit.fill({"mark": "absent", "note": "電話連絡"})
    visit.press("記録する")

    assert marks(stage) == {hanako: "present", taro: "late", jiro: "absent"}
    for page in ("attendance", "sheets", "day/paper", "day/waiting", "day/report", "day/walk-in"):
        visit.go(f"/staff/events/{number}/{page}")


def test_presses_without_a_line_are_kept_and_sent_once_it_is_back(stage: Stage, desk: Windows) -> None:
    number, (hanako, taro, _) = the_day(stage)
    visit = desk(OFFICER)
    if not visit.has_scripts:
        pytest.skip("without scripts nothing can be kept")
    visit.go(f"/staff/events/{number}/day")
    page = visit.page

    page.context.set_offline(True)
    page.locator(f"#p{hanako} button[value=present]").click()
    page.locator(f"#p{taro} button[value=absent]").click()
    page.locator("#line-state", has_text="2件").wait_for()
    assert "未送信" in state(visit, hanako)
    assert marks(stage) == {}
    page.locator("input[name=q]").fill("わたなべ")
    assert page.locator(".roll__row:visible").count() == 1
    page.locator("input[name=q]").fill("")
    visit.faults.clear()  # The browser says that it could not reach the server, which is what was asked for.

    page.context.set_offline(False)
    page.locator("#line-state").wait_for(state="hidden")
    assert (state(visit, hanako), state(visit, taro)) == ("出席", "欠席")
    assert marks(stage) == {hanako: "present", taro: "absent"}


def test_presses_wait_for_a_new_session_and_are_sent_in_it(stage: Stage, desk: Windows) -> None:
    number, (hanako, *_) = the_day(stage)
    visit = desk(OFFICER)
    if not visit.has_scripts:
        pytest.skip("without scripts each press has its own page")
    visit.go(f"/staff/events/{number}/day")
    page = visit.page
    page.context.clear_cookies()
    page.locator(f"#p{hanako} button[value=present]").click()
    page.locator("#line-state", has_text="ログインが切れています").wait_for()
    assert marks(stage) == {}
    visit.faults.clear()  # The browser says that it was refused, which is what was asked for.

    replace(visit, page=page.context.new_page()).sign_in(OFFICER)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")  # As when somebody comes back to a tab.

    page.locator("#line-state").wait_for(state="hidden")
    assert state(visit, hanako) == "出席"
    assert marks(stage) == {hanako: "present"}


def test_what_the_office_refuses_is_said_and_not_lost(stage: Stage, desk: Windows) -> None:
    number, (hanako, *_) = the_day(stage)
    visit = desk(OFFICER)
    if not visit.has_scripts:
        pytest.skip("without scripts each press has its own page")
    visit.go(f"/staff/events/{number}/day")
    with stage.app.app_context(), writer():
        db.session.get_one(Participant, hanako).is_active = False
        db.session.commit()

    visit.page.locator(f"#p{hanako} button[value=present]").click()
    visit.page.locator("#refused", has_text="渡辺花子").wait_for()
    visit.go(f"/staff/events/{number}/day")

    assert "確定していません" in visit.page.locator("#refused").inner_text()
    visit.touch(visit.named("確かめた"))
    assert not visit.page.locator("#refused").is_visible()
