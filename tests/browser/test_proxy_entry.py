"""Journey 9: what came by FAX is typed in beside its scan and read back; a filled workbook is dropped in."""

import io

import pytest
from PIL import Image
from playwright.sync_api import FilePayload

from platform_app.dates import today
from tests.browser.entries import DECLARATIONS, ENTRY, open_in_office
from tests.browser.stage import OFFICER, SECOND, Stage
from tests.browser.visiting import Visit, Windows
from tests.reports_rosters.filled_forms import filled

pytestmark = pytest.mark.browser

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What both people type; the rest of the entry is compared by eye.
BLIND = (
    "name",
    "name_kana",
    "representative_title",
    "representative_name",
    "postal_code",
    "municipality",
    "address",
    "contact_name",
    "phone",
    "email",
)


def fax() -> FilePayload:
    """Return a sheet as it might come out of the FAX."""
    kept = io.BytesIO()
    Image.new("L", (620, 877), 250).save(kept, "PNG")
    return {"name": "fax.png", "mimeType": "image/png", "buffer": kept.getvalue()}


def arrival() -> dict[str, int]:
    """Return the day on which the paper arrived: today."""
    day = today()
    return {"arrived_on-year": day.year, "arrived_on-month": day.month, "arrived_on-day": day.day}


def begin(officer: Visit, **more: str) -> None:
    """Say how and when the paper arrived."""
    officer.go("/staff/entry/")
    officer.press("届いた書類を入力する")
    officer.fill({"arrived_time": "0時"} | arrival() | more)


def test_a_fax_is_typed_in_and_read_back(desk: Windows) -> None:
    officer = desk(OFFICER)
    begin(officer, channel="fax", procedure="join")
    officer.page.locator('main [name="scans"]').set_input_files(fax())
    officer.press("入力へ進む")
    assert officer.page.locator("main img").evaluate("e => e.naturalWidth") > 0
    officer.fill({"name_kana": "つむぎ"})
    officer.press("確認へ進む", 422)
    officer.fill(ENTRY | DECLARATIONS)
    officer.press("確認へ進む")
    officer.press("この内容で受け付ける")
    number = officer.page.locator(".receipt__number").inner_text()
    # Nobody reads back what they typed.
    officer.press("この申請を開く")
    officer.press(officer.named("読合せ"), 403)

    second = desk(SECOND)
    second.go("/staff/entry/")
    second.press(ENTRY["name"])
    second.fill(arrival() | {key: ENTRY[key] for key in BLIND} | {"phone": "088-000-4321"})
    second.press("1人目の入力と比べる")
    assert "2人の入力が異なる項目が1件" in second.text
    second.press("読合せを終える", 422)
    box = second.page.locator('main [name="anew-phone"]')
    assert not box.is_visible()
    second.fill({"choice_phone": "anew"})
    assert box.is_visible()
    second.fill({"choice_phone": "second", "compared": "y"})
    second.press("読合せを終える")
    assert "読合せを記録しました" in second.text
    open_in_office(second, number)
    assert "088-000-4321" in second.text
    second.press("審査を始める")


def test_a_filled_workbook_is_dropped_in(stage: Stage, desk: Windows) -> None:
    officer = desk(OFFICER)
    blank = officer.page.request.get(stage.address + "/forms/membership-application.xlsx").body()
    sheet = filled(
        blank,
        procedure="入会申請",
        name=ENTRY["name"],
        name_kana=ENTRY["name_kana"],
        phone=ENTRY["phone"],
        representative_name=ENTRY["representative_name"],
        themes__food="○",
        founded="平成25年7月",
    )
    begin(officer, channel="email")
    officer.page.locator('main [name="workbook"]').set_input_files(
        {"name": "様式1.xlsx", "mimeType": XLSX, "buffer": sheet}
    )
    officer.press("入力へ進む")
    assert officer.page.locator("#name").input_value() == ENTRY["name"]
    assert officer.page.locator("#phone").input_value() == "088-000-1234"
    assert officer.page.locator('main [name="themes"][value="food"]').is_checked()
    officer.press("確認へ進む")
    assert "書類に記入のない項目があります" in officer.text
    officer.press("この内容で受け付ける")
    assert officer.page.locator(".receipt__number").count()
