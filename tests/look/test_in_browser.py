"""The gallery in a real browser: seen, pressed and typed into, with scripts and without."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.look.gallery_forms import FILLED

pytestmark = pytest.mark.browser

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """Return a page in which any error of a script or of the content policy fails the test."""
    page = window.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda line: faults.append(line.text) if "status of" not in line.text else None)
    yield page
    assert faults == []


def press_main_button(page: Page) -> None:
    """Send the form of the page."""
    page.locator(".form__buttons button").first.click()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", ["/", "/form", "/form refused", "/staff", "/error"])
def test_axe_finds_nothing_and_nothing_sticks_out(page: Page, path: str, size: str) -> None:
    page.set_viewport_size(SIZES[size])
    page.goto(path.split(maxsplit=1)[0])
    if path.endswith("refused"):
        press_main_button(page)
        page.wait_for_selector("#error-summary")

    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARDS}})

    assert found.response["violations"] == [], found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_text_may_be_twice_as_large_on_a_narrow_page(page: Page) -> None:
    """WCAG 1.4.10: 320 pixels wide is a desk of 1280 at 400 percent."""
    page.set_viewport_size({"width": 320, "height": 640})
    for path in ("/", "/form", "/staff"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path


def test_everything_can_be_reached_by_keyboard_and_shows_where_one_is(page: Page) -> None:
    page.goto("/form")
    seen = []
    for _ in range(200):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "() => { const e = document.activeElement; const s = getComputedStyle(e);"
            " const name = e === document.body ? '' : e.id || e.textContent.trim();"
            " return [name, s.outlineStyle, parseFloat(s.outlineWidth)]; }"
        )
        if not place[0]:
            break
        seen.append(place)
    names = [name for name, *_ in seen]
    assert names[0] == "本文へ移動"
    for control in ("name", "kind", "themes-16", "effective_on-day", "postal_code", "rules", "agreed"):
        assert control in names
    assert "確認へ進む" in names
    assert [place for place in seen if place[1] != "solid" or place[2] < 3] == []


def test_enter_sends_the_form_and_never_presses_the_button_within(page: Page) -> None:
    page.goto("/form")
    page.get_by_label("団体名フリガナ").press("Enter")
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.locator("#error-summary")).to_be_focused()


def test_a_line_of_the_summary_leads_into_the_control(page: Page) -> None:
    page.goto("/form")
    press_main_button(page)
    page.get_by_role("link", name="異動日を入力してください。").click()
    expect(page.locator("#effective_on-year")).to_be_focused()


def test_the_counter_counts_characters_as_people_do(page: Page) -> None:
    page.goto("/form")
    page.get_by_label("活動の内容").fill("𠮷" * 3)
    expect(page.locator("#activities-count")).to_have_text("あと197文字（200文字以内）")
    page.get_by_label("活動の内容").fill("あ" * 203)
    expect(page.locator("#activities-count")).to_have_text("3文字多く入力されています（200文字以内）")


def test_the_postal_lookup_fills_an_empty_box_and_never_a_typed_one(page: Page) -> None:
    page.goto("/form")
    look_up = page.get_by_role("button", name="住所を調べる")
    page.locator("#postal_code").fill("０００－０００１")
    look_up.click()
    expect(page.locator("#address")).to_have_value("みほん県みほん市一番町")

    page.locator("#address").fill("自分で入力した住所")
    look_up.click()
    expect(page.locator("#postal_code-found")).to_contain_text("入力済みの住所は変えていません")
    expect(page.locator("#address")).to_have_value("自分で入力した住所")

    page.locator("#postal_code").fill("9999999")
    look_up.click()
    expect(page.locator("#postal_code-found")).to_contain_text("見つかりませんでした")


def test_a_password_can_be_looked_at(page: Page) -> None:
    page.goto("/form")
    page.get_by_role("button", name="パスワードを表示").click()
    expect(page.locator("#password")).to_have_attribute("type", "text")
    page.get_by_role("button", name="パスワードを隠す").click()
    expect(page.locator("#password")).to_have_attribute("type", "password")


def test_a_second_press_is_not_sent(page: Page) -> None:
    page.goto("/form")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator(".form__buttons button").first.evaluate("button => { button.click(); button.click(); }")
    page.wait_for_selector("#error-summary")
    assert len(sent) == 1


def test_the_journal_offers_what_was_typed_but_no_secret(page: Page) -> None:
    page.goto("/form")
    page.locator("#name").fill("書きかけの会")
    page.locator("#password").fill("himitsu-no-kotoba")
    page.wait_for_timeout(800)
    kept = page.evaluate("JSON.stringify(localStorage)")
    assert "書きかけの会" in kept
    assert "himitsu" not in kept

    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/form")
    expect(page.locator("#name")).to_have_value("")
    page.get_by_role("button", name="入力途中の内容を戻す").click()
    expect(page.locator("#name")).to_have_value("書きかけの会")


def test_the_journal_is_silent_when_the_page_came_back_with_everything(page: Page) -> None:
    page.goto("/form")
    page.locator("#name").fill("書きかけの会")
    page.wait_for_timeout(800)
    page.evaluate("""() => {
      const [key] = Object.keys(localStorage), kept = JSON.parse(localStorage[key]);
      // What was kept is a row shorter than the page that comes back.
      localStorage[key] = JSON.stringify({ ...kept, entries: kept.entries.slice(0, -1) });
    }""")
    # The same page with the same words in it, as after 「もう1人追加する」.
    page.route(
        "**/form",
        lambda route: route.fulfill(
            response=(came := route.fetch()), body=came.text().replace('id="name"', 'id="name" value="書きかけの会"')
        ),
    )
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/form")
    expect(page.locator("#name")).to_have_value("書きかけの会")
    expect(page.get_by_role("button", name="入力途中の内容を戻す")).to_have_count(0)


def test_the_office_moves_through_a_list_by_keys(page: Page) -> None:
    page.goto("/staff")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="R8-0011")).to_be_focused()
    page.keyboard.press("x")
    expect(page.get_by_label("R8-0011を選択")).to_be_checked()
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="R8-0012")).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_label("キーワード")).to_be_focused()
    page.keyboard.type("jkx")
    expect(page.get_by_label("キーワード")).to_have_value("jkx")


def test_forms_work_without_scripts(chromium: Browser, address: str) -> None:
    with chromium.new_context(base_url=address, java_script_enabled=False, viewport=SIZES["phone"]) as window:
        page = window.new_page()
        page.goto("/form")
        page.locator("#name").fill("みほんの会")
        page.get_by_role("button", name="住所を調べる").click()
        expect(page.locator("#postal_code-found")).to_contain_text("みほん県みほん市一番町")
        expect(page.locator("#name")).to_have_value("みほんの会")
        for name, value in FILLED.items():
            control = page.locator(f'[name="{name}"]')
            if control.first.get_attribute("type") in {"radio", "checkbox"}:
                page.locator(f'[name="{name}"][value="{value}"]').check()
            elif name == "kind":
                control.select_option(value)
            elif name != "submission_token":
                control.fill(value)
        page.get_by_role("button", name="確認へ進む").click()
        expect(page.locator("h1")).to_have_text("送信しました")


def test_high_contrast_and_paper_keep_what_matters(page: Page) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    page.goto("/")
    border = page.locator(".button").first.evaluate("e => getComputedStyle(e).borderTopWidth")
    assert border == "2px"
    page.emulate_media(media="print", forced_colors="none")
    expect(page.locator(".header__nav")).to_be_hidden()
    expect(page.locator("main h1")).to_be_visible()
    assert re.match(r"\d", page.locator(".key-figures__value").first.inner_text())


def test_several_addresses_of_one_code_are_offered(page: Page) -> None:
    page.goto("/form")
    page.locator("#postal_code").fill("000-0002")
    page.get_by_role("button", name="住所を調べる").click()
    page.get_by_role("button", name="みほん県みほん市三番町").click()
    expect(page.locator("#address")).to_have_value("みほん県みほん市三番町")
