"""Journey: five telephones and a recorder write into one record, the line is cut between, the room's screen follows."""

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import select

from platform_app.discussions.models import Opinion, Theme
from platform_app.discussions.operations import themes
from platform_app.extensions import db
from tests.browser.conftest import Windows
from tests.browser.stage import OFFICER, Stage
from tests.browser.visiting import PHONE, Visit
from tests.discussions.builders import officer, tables, theme
from tests.events.builders import event

pytestmark = pytest.mark.browser

PHONES, LINES = 5, 4
#: Milliseconds after which a page has asked for what is new.
UNTIL_RENEWED = 8000
#: Where the form stands on the page: it must not move under a finger when a line waits or is sent.
PLACE = "() => document.getElementById('compose').offsetTop"
EMPTY = "() => Object.keys(localStorage).filter(k => k.startsWith('table-rows')).every(k => localStorage[k] === '[]')"


@pytest.fixture
def laid_tables(stage: Stage) -> tuple[int, int, list[str], str]:
    """Lay an open theme with three tables; return event, theme, codes of the tables and of the screen."""
    with stage.app.app_context():
        row = event()
        of, groups = theme(row), tables(row)
        return row.id, of.id, [group.code for group in groups], of.screen_code


@pytest.fixture
def phones(chromium: Browser) -> Iterator[list[BrowserContext]]:
    """So many telephones of their own."""
    contexts = [chromium.new_context(viewport=PHONE, locale="ja-JP", reduced_motion="reduce") for _ in range(PHONES)]
    yield contexts
    for context in contexts:
        context.close()


def said(stage: Stage, theme_id: int) -> Counter[str]:
    with stage.app.app_context():
        return Counter(db.session.scalars(select(Opinion.text).where(Opinion.theme_id == theme_id)))


def write(page: Page, text: str, pillar: int = 0) -> None:
    page.locator("#compose input[name=pillar_id]").nth(pillar).check()
    page.locator("#compose textarea").fill(text)
    page.locator("#compose button[type=submit]").click()


def test_five_telephones_write_into_one_record_with_the_line_cut_between(
    stage: Stage, laid_tables: tuple[int, int, list[str], str], phones: list[BrowserContext]
) -> None:
    _event, theme_id, (code, *_), _screen = laid_tables
    pages = [context.new_page() for context in phones]
    for page in pages:
        page.goto(f"{stage.address}/tables/{code}")
    places = [page.evaluate(PLACE) for page in pages]
    wanted = Counter(f"{phone}台目の{number}" for phone in range(PHONES) for number in range(LINES))

    for number in range(LINES):
        for phone, page in enumerate(pages):
            # Each loses its line at another time; the last closes its tab while lines are waiting.
            phones[phone].set_offline((phone + number) % 3 == 0 or (phone == PHONES - 1 and number >= 1))
            write(page, f"{phone}台目の{number}", number % 2)
    assert pages[-1].locator("#line-state").is_visible()
    assert [page.evaluate(PLACE) for page in pages] == places
    pages[-1].locator("#compose textarea").fill("まだ送っていない文")
    pages[-1].close()
    for context in phones:
        context.set_offline(False)
    pages[-1] = phones[-1].new_page()
    pages[-1].goto(f"{stage.address}/tables/{code}")

    for page in pages:
        page.wait_for_function(EMPTY, timeout=30_000)
    assert said(stage, theme_id) == wanted
    assert pages[-1].locator("#compose textarea").input_value() == "まだ送っていない文"


def test_two_who_change_one_line_see_both_and_choose(
    stage: Stage, laid_tables: tuple[int, int, list[str], str], phones: list[BrowserContext]
) -> None:
    _event, theme_id, (code, *_), screen = laid_tables
    first, second, wall = (context.new_page() for context in phones[:3])
    wall.clock.install()
    wall.goto(f"{stage.address}/screens/{screen}")
    first.goto(f"{stage.address}/tables/{code}")
    write(first, "はじめの文")
    first.wait_for_function(EMPTY)
    wall.clock.fast_forward(UNTIL_RENEWED)
    wall.locator("li", has_text="はじめの文").wait_for()
    second.goto(f"{stage.address}/tables/{code}")
    first.locator("[data-line]").wait_for()

    for page, text in ((first, "甲の直し"), (second, "乙の直し")):
        page.locator("#lines a[data-edit]").first.click()
        page.locator(".record-line__edit textarea").fill(text)
    for page in (first, second):
        page.locator(".record-line__edit button[type=submit]").click()
        page.wait_for_function(EMPTY)
    second.locator(".conflict", has_text="乙の直し").wait_for()
    assert second.locator(".conflict", has_text="甲の直し").count() == 1
    second.get_by_role("button", name="両方残す").click()
    second.wait_for_load_state()

    assert said(stage, theme_id) == Counter(["甲の直し", "乙の直し"])
    wall.clock.fast_forward(UNTIL_RENEWED)
    wall.locator("li", has_text="乙の直し").wait_for()


def test_dots_come_to_the_other_tables_and_leave_the_page_where_it_is(
    stage: Stage, laid_tables: tuple[int, int, list[str], str], phones: list[BrowserContext]
) -> None:
    _event, theme_id, (code, other, *_), _screen = laid_tables
    one, two = (context.new_page() for context in phones[:2])
    for page, name in ((one, code), (two, other)):
        page.clock.install()
        page.goto(f"{stage.address}/tables/{name}")
    write(one, "訪問する")
    one.wait_for_function(EMPTY)
    two.clock.fast_forward(UNTIL_RENEWED)
    line = two.locator("#others-lines li", has_text="訪問する")
    line.wait_for(timeout=20_000)
    two.locator("#compose textarea").fill("書きかけ")
    line.locator("select").select_option("3")
    line.get_by_role("button").click()
    line.get_by_text("記録しました。").wait_for()

    assert two.locator("#compose textarea").input_value() == "書きかけ"
    one.clock.fast_forward(UNTIL_RENEWED)
    one.locator("#others-lines li", has_text="賛同 3").wait_for(timeout=20_000)
    with stage.app.app_context():
        themes.turn_theme(db.session.get_one(Theme, theme_id), is_open=False, by=officer())
    one.clock.fast_forward(UNTIL_RENEWED)
    one.get_by_text("意見の受付は終わりました").wait_for(timeout=20_000)
    assert one.locator("#lines li", has_text="訪問する").count() == 1


def test_a_record_comes_about_from_plan_to_published(stage: Stage, desk: Windows, window: Windows) -> None:
    with stage.app.app_context():
        row = event()
        groups = tables(row)
        number, code = row.id, groups[0].code
    office = desk(OFFICER, by_keyboard=True)
    office.go(f"/staff/events/{number}/discussion").follow("テーマを加える")
    office.fill({"title": "啓発について", "pillars-0-text": "誰に", "pillars-1-text": "どのように"})
    office.press("保存する")
    office.press("意見の受付を始める")
    with stage.app.app_context():
        theme_id, screen = db.session.execute(select(Theme.id, Theme.screen_code).order_by(Theme.id.desc())).first()

    phone = window()
    phone.go(f"/tables/{code}")
    _write_as(phone, "育児中の母親")
    _write_as(phone, "子育て中の母親")
    place = f"/staff/events/{number}/discussion/{theme_id}"
    office.go(f"{place}/record")
    _write_as(office, "頑固な人")
    office.go(place)
    for box in office.page.locator("input[name=opinion]").all()[:2]:
        office.tick(box)
    office.press("選んだ意見を1つにまとめる")
    office.fill({"text": "育児中の母親"})
    office.press("1つにまとめる")
    assert "1つの班" in office.page.locator("main").inner_text()
    phone.go(f"/screens/{screen}")
    assert phone.page.locator("#screen li").count() == 2
    for page in ("charts", "plan", "summary", "record"):
        office.go(f"{place}/{page}")
    phone.go(f"/tables/{code}/summary/{theme_id}")
    phone.fill({"summary": "訪問がよい", "next_what": "訪問の手順を決める"})
    phone.press("まとめを保存する")


def _write_as(visit: Visit, text: str) -> None:
    """Write one line, by the page or by its script."""
    if visit.has_scripts:
        write(visit.page, text)
        visit.page.wait_for_function(EMPTY)
    else:
        visit.page.locator("#compose input[name=pillar_id]").first.check()
        visit.page.locator("#compose textarea").fill(text)
        visit.press(visit.page.locator("#compose button[type=submit]"))
