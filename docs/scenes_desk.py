"""What the office sees while an application passes through its hands."""

import io
from datetime import timedelta

import pyotp
from PIL import Image, ImageDraw
from playwright.sync_api import Page

from docs.studio import Studio, fill, follow, go_on, press, shoot, shoot_paper
from platform_app import dates

OFFICER, DECIDER = "tanto@jimukyoku.example.jp", "kessai@jimukyoku.example.jp"
VIEWER = "etsuran@jimukyoku.example.jp"


def signing_in(studio: Studio) -> None:
    """Signing in, and the second factor from enrolment to use."""
    with studio.page() as page:
        page.goto("/sign-in")
        shoot(page, "sign-in", height=620)
    with studio.page(email=VIEWER) as page:
        page.goto("/account/second-factor")
        shoot(page, "second-factor")
        secret = page.evaluate("document.body.innerText.match(/[A-Z2-7]{4}( ?[A-Z2-7]{4}){7}/)[0]").replace(" ", "")
        page.locator('main [name="code"]').fill(pyotp.TOTP(secret).now())
        go_on(page)
        shoot(page, "recovery-codes")


def inbox(studio: Studio) -> None:
    """The first page of the day, and what waits."""
    with studio.page(email=OFFICER) as page:
        page.goto("/staff/")
        shoot(page, "staff-home")
        page.goto("/staff/applications/")
        shoot(page, "inbox")


def _open(page: Page, studio: Studio) -> None:
    """Open the application of the story."""
    page.goto("/staff/applications/?tab=all&q=" + studio.notes.get("number", "つむぎ"))
    follow(page, studio.notes.get("number", "R0"))


def sending_back(studio: Studio) -> None:
    """Reading an application and returning it with reasons tied to items."""
    with studio.page(email=OFFICER) as page:
        _open(page, studio)
        press(page, "審査を始める")
        shoot(page, "review")
        press(page, "差し戻す")
        fill(page, {"points-0-item": "address", "points-0-sentence": "番地まで入力してください。"})
        shoot(page, "return")
        press(page, "差し戻す")
    studio.deliver_mail()


def reviewing(studio: Studio) -> None:
    """The check-list and forwarding; a second application goes the same way."""
    with studio.page(email=OFFICER) as page:
        _open(page, studio)
        press(page, "審査を始める")
        _tick(page)
        shoot(page, "checks", at="#checks")
        press(page, "確認結果を記録する")
        press(page, "決裁に回す")
        page.goto("/staff/applications/?q=やまびこ")
        follow(page, "R0")
        _tick(page)
        press(page, "確認結果を記録する")
        press(page, "決裁に回す")


def _tick(page: Page) -> None:
    """Answer every line of the check-list with 適合."""
    for box in page.locator('main input[type=radio][value="met"]').all():
        box.check(force=True)


def deciding(studio: Studio) -> None:
    """One decision by the decider, and the notice that follows."""
    with studio.page(email=DECIDER) as page:
        _open(page, studio)
        shoot(page, "decide-open")
        press(page, "承認する")
        shoot(page, "approve")
        go_on(page)
        shoot(page, "approve-confirm")
        go_on(page)
        shoot(page, "approved", at="main h1")
        path = page.locator('main a[href*="/notices/"]').first.get_attribute("href") or ""
        shoot_paper(page, path, "paper-approval")
    studio.deliver_mail()


def batch(studio: Studio) -> None:
    """A 審査回: opened, filled, closed, drafted."""
    with studio.page(email=OFFICER) as page:
        page.goto("/staff/batches/")
        closing = dates.today() + timedelta(days=14)
        parts = {"year": closing.year, "month": closing.month, "day": closing.day}
        fill(page, {f"closes_on-{name}": str(part) for name, part in parts.items()})
        shoot(page, "batches", height=620)
        go_on(page)
        for box in page.locator('main input[type=checkbox][name="chosen"]').all():
            box.check(force=True)
        press(page, "選んだ申請を加える")
        shoot(page, "batch")
        press(page, "締め切る")
        shoot(page, "batch-close")
        go_on(page)
        press(page, "起案文と処理案を作る")
        shoot(page, "batch-draft")
        go_on(page)
        path = page.locator('main a[href$="packet.pdf"]').first.get_attribute("href") or ""
        shoot_paper(page, path, "paper-packet")


def _fax() -> bytes:
    """A sheet as it might come out of the FAX."""
    sheet = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(sheet)
    for row in range(14):
        pen.rectangle((120, 260 + row * 96, 1120, 356 + row * 96), outline=0, width=3)
        pen.line((380, 260 + row * 96, 380, 356 + row * 96), fill=0, width=3)
        pen.line((410, 320 + row * 96, 640 + (row * 53) % 380, 316 + row * 96), fill=60, width=6)
    kept = io.BytesIO()
    sheet.save(kept, "PNG")
    return kept.getvalue()


def proxy(studio: Studio) -> None:
    """Typing what came by FAX beside its scan, and reading it back."""
    with studio.page(email=OFFICER) as page:
        page.goto("/staff/entry/")
        shoot(page, "proxy-index")
        page.goto("/staff/entry/new")
        day = dates.today()
        parts = {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
        fill(page, {"channel": "fax", "procedure": "join", "arrived_time": "8時"})
        fill(page, {f"arrived_on-{name}": part for name, part in parts.items()})
        page.locator('main input[type=file][name="scans"]').set_input_files(
            {"name": "fax.png", "mimeType": "image/png", "buffer": _fax()}
        )
        shoot(page, "proxy-start")
        press(page, "入力へ進む")
        fill(page, {"name": "こもれび縁側の会", "name_kana": "コモレビエンガワノカイ"})
        shoot(page, "proxy-entry")
