"""Journey: five browsers fill one worksheet at once, with the line cut in between; and a phone without scripts."""

import pytest
from playwright.sync_api import Page

from platform_app.actor import system
from platform_app.extensions import db
from platform_app.vocabulary.worksheets import SELF_LINE, SheetAudience
from platform_app.worksheets import queries
from platform_app.worksheets.contents import Contents
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.operations import keeping
from tests.browser.stage import REPRESENTATIVE, Stage
from tests.browser.visiting import Visit, Windows
from tests.worksheets import builders

pytestmark = pytest.mark.browser

#: Whether nothing of the sheet is kept in this browser any more: all of it has been acknowledged.
SENT = "() => !Object.keys(localStorage).some((key) => key.startsWith('worksheet:'))"
COLUMNS = ("problem", "purpose", "role", "benefit", "activity")


def opened(stage: Stage) -> tuple[int, str]:
    """Open a sheet for its table; return its number and its code."""
    with stage.app.app_context():
        sheet, _by = builders.opened()
        return sheet.id, sheet.code


def contents(stage: Stage, sheet_id: int) -> Contents:
    """What stands in the database."""
    with stage.app.app_context():
        db.session.rollback()
        return queries.contents_of(sheet_id)


def type_into(page: Page, line: str, column: str, text: str) -> None:
    """Type a text into a cell, as a person does: the page learns of every letter."""
    box = page.locator(f'[data-line="{line}"] [data-column="{column}"] textarea')
    box.fill(text)


def own_line(page: Page) -> str:
    """Add a line and return the id that the browser drew for it."""
    page.locator("[data-add]").click()
    return str(page.locator("[data-lines] form[data-line]").last.get_attribute("data-line"))


def test_five_browsers_write_at_once_and_nothing_is_lost(stage: Stage, window: Windows, has_scripts: bool) -> None:
    if not has_scripts:
        pytest.skip("without scripts each line has its own button")
    sheet_id, code = opened(stage)
    visits = [window().go(f"/worksheets/t/{code}") for _ in range(5)]
    lines = [own_line(visit.page) for visit in visits]
    for number in (1, 2, 3):
        visits[number].page.context.set_offline(True)
    for number, visit in enumerate(visits):
        type_into(visit.page, SELF_LINE, COLUMNS[number], f"{number}が書いた自団体の欄")
        type_into(visit.page, lines[number], "stakeholder", f"関係者{number}")
        type_into(visit.page, "memo", "memo", f"{number}のメモ")
    # One writes on before the line is back, and the tab of another closes.
    type_into(visits[2].page, lines[2], "role", "切れている間に書いた役割")
    visits[3].page.wait_for_timeout(1200)
    visits[3].page.close()
    for number in (1, 2, 3):
        visits[number].page.context.set_offline(False)
    visits[3].page = visits[3].page.context.new_page()
    visits[3].page.goto(f"{stage.address}/worksheets/t/{code}")
    for visit in visits:
        visit.page.locator("h1").click()
        visit.page.wait_for_function(SENT)

    found = contents(stage, sheet_id)
    assert [found.cell(SELF_LINE, column).text for column in COLUMNS] == [f"{n}が書いた自団体の欄" for n in range(5)]
    assert sorted(line.text("stakeholder") for line in found.lines[1:]) == [f"関係者{number}" for number in range(5)]
    assert found.cell(lines[2], "role").text == "切れている間に書いた役割"
    memos = [found.memo.text, *(each.text for each in found.beside("memo", "memo"))]
    assert sorted(memos) == [f"{number}のメモ" for number in range(5)]
    # What the others wrote comes onto the first page, with the texts side by side, and is settled there.
    first = visits[0]
    first.page.locator("[data-alternative]").nth(3).wait_for()
    first.page.locator(f'[data-line="{lines[4]}"] legend', has_text="関係者4").wait_for()
    first.faults.clear()
    first.look()
    first.press(first.page.locator("[data-alternative] button[value=join]").first)
    assert len(contents(stage, sheet_id).alternatives) == 3


def test_a_line_is_filled_on_a_phone_without_scripts(stage: Stage, window: Windows, has_scripts: bool) -> None:
    if has_scripts:
        pytest.skip("with scripts cells are sent as they are typed")
    sheet_id, code = opened(stage)
    visit = window().go(f"/worksheets/t/{code}")
    visit.fill({"problem": "担い手がいない。", "benefit": "仲間が増える。", "kind": "situation"})
    visit.press(visit.page.locator("#part-self button"))
    assert "保存しました" in visit.page.locator("main").inner_text()
    new = visit.page.locator("[data-lines] form[data-line]").last
    new.locator("[name=stakeholder]").fill("町内会")
    visit.press(new.locator("button"))
    found = contents(stage, sheet_id)
    assert [line.text("stakeholder") for line in found.lines] == ["見本の会", "町内会"]
    assert found.missing == 1
    assert "相利がまだ書かれていません（1件）" in visit.page.locator("[data-work]").inner_text()


def test_a_member_brings_its_sheet_through_the_phases(stage: Stage, window: Windows) -> None:
    visit: Visit = window(by_keyboard=True).sign_in(REPRESENTATIVE)
    visit.go("/my/worksheets")
    visit.fill({"title": "居場所づくり"})
    visit.press("作って書き始める")
    with stage.app.app_context():
        sheet = db.session.scalars(db.select(Worksheet).where(Worksheet.title == "居場所づくり")).one()
        sheet_id = sheet.id
        keeping.edit(sheet, title=sheet.title, audience=SheetAudience.PUBLIC.value, by=system())
    visit.go(f"/worksheets/{sheet_id}/settings")
    visit.fill({"phase": "improvement", "is_confirmed": "y"})
    visit.press("次の局面に進む")
    visit.press("共同入力を始める")
    for page in ("", "/compare", "/canvas", "/settings?name=会"):
        visit.go(f"/worksheets/{sheet_id}{page}")
    visit.go("/worksheets")
    visit.go("/worksheets/2/compare")
    assert visit.page.locator("[data-changed]").count() > 3
