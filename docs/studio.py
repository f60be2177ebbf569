"""A sample platform of its own, a browser before it, and a camera: what the pictures are taken with."""

import io
import logging
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urljoin

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from platform_app import create_app
from platform_app.mail.delivery import deliver
from platform_app.sample.loading import load, read
from platform_app.schema import upgrade
from tests import chromium

PICTURES = Path(__file__).parent / "pictures"
#: The bundled typefaces and no others, so that a picture looks the same wherever it is taken.
TYPEFACES = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match><edit name="family" mode="append" binding="weak"><string>BIZ UDPGothic</string></edit></match>
</fontconfig>
"""
#: Names of the pictures that this run took.
TAKEN: set[str] = set()
#: Width and height of the window in CSS pixels, and how finely it is drawn.
PHONE, DESKTOP = (390, 844, 1.5), (1280, 860, 1)
#: Colours that a picture of a page keeps: flat colours and grey edges of letters need few.
COLOURS = 48
#: Milliseconds after which a page that does not come is given up.
PATIENCE = 8000


@dataclass
class Studio:
    """The running sample, the browser, and what one scene leaves for the next."""

    app: Any
    address: str
    browser: Browser
    notes: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def page(self, size: tuple[int, int, float] = DESKTOP, email: str = "") -> Iterator[Page]:
        """Open a fresh window; with ``email`` somebody of the sample has signed in."""
        context = self._window(size)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        if email:
            page.goto("/sign-in")
            fill(page, {"email": email, "password": read("people")["password"]})
            press(page, "ログイン")
        try:
            yield page
        finally:
            context.close()

    def _window(self, size: tuple[int, int, float]) -> BrowserContext:
        width, height, scale = size
        return self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": height},
            device_scale_factor=scale,
            locale="ja-JP",
            timezone_id="Asia/Tokyo",
            reduced_motion="reduce",
        )

    def deliver_mail(self) -> None:
        """Let the outbox be emptied, as the worker would do."""
        with self.app.app_context():
            deliver()


def lacking() -> list[str]:
    """Return the packages of Debian and Ubuntu without which no picture can be taken here."""
    needed = {"chromium": chromium.where(), "poppler-utils": shutil.which("pdftoppm")}
    return [package for package, path in needed.items() if path is None]


@contextmanager
def open_studio() -> Iterator[Studio]:
    """Start the sample platform in a temporary instance, serve it on a free port, and open the browser."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"LOG_LEVEL": "ERROR"}, instance_path=folder)
        logging.getLogger("werkzeug").setLevel(logging.ERROR)
        server = make_server("127.0.0.1", 0, app, threaded=True)
        address = app.config["BASE_URL"] = f"http://127.0.0.1:{server.port}"
        with app.app_context():
            upgrade()
            load()
        Thread(target=server.serve_forever, daemon=True).start()
        typefaces = Path(folder) / "fonts.conf"
        typefaces.write_text(TYPEFACES.format(fonts=PICTURES.parents[1] / "reports" / "fonts", cache=folder), "utf-8")
        with chromium.started(FONTCONFIG_FILE=str(typefaces)) as browser:
            yield Studio(app, address, browser)
        server.shutdown()


def shoot(page: Page, name: str, at: str = "", *, height: int | None = None) -> None:
    """Take the window, scrolled to the element ``at``, as pictures/<name>.png; ``height`` cuts it shorter.

    On a phone the menu would fill half the picture, so that the page's body comes first there.
    """
    page.wait_for_load_state("networkidle")
    at = at or ("main" if (page.viewport_size or {"width": 0})["width"] == PHONE[0] else "")
    page.evaluate("document.activeElement && document.activeElement.blur()")
    place = page.locator(at).first.evaluate("e => e.getBoundingClientRect().top + scrollY - 24") if at else 0
    page.evaluate("y => scrollTo({top: y, behavior: 'instant'})", place)
    size = page.viewport_size or {"width": DESKTOP[0], "height": DESKTOP[1]}
    clip = {"x": 0, "y": 0, "width": size["width"], "height": height or size["height"]}
    keep(Image.open(io.BytesIO(page.screenshot(clip=clip))), name)


def shoot_paper(page: Page, path: str, name: str, *, sheet: int = 1, dots: int = 70) -> None:
    """Take one sheet of a PDF of the site as a picture, ``dots`` to the inch."""
    answer = page.request.get(urljoin(page.url, path))
    if not answer.ok:
        message = f"{path} answers {answer.status}"
        raise LookupError(message)
    command = ["pdftoppm", "-r", str(dots), "-f", str(sheet), "-l", str(sheet), "-png", "-"]
    drawn = subprocess.run(command, input=answer.body(), capture_output=True, check=True).stdout  # noqa: S603
    picture = Image.open(io.BytesIO(drawn)).convert("RGB")
    framed = Image.new("RGB", (picture.width + 2, picture.height + 2), (148, 148, 148))
    framed.paste(picture, (1, 1))
    keep(framed, name)


def keep(picture: Image.Image, name: str) -> None:
    """Write a picture with few colours, so that the repository stays light."""
    PICTURES.mkdir(exist_ok=True)
    TAKEN.add(name)
    small = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(PICTURES / f"{name}.png", optimize=True)


def fill(page: Page, values: Mapping[str, str | list[str]]) -> None:
    """Type, choose or tick by field name; a list ticks several boxes."""
    for name, value in values.items():
        boxes = page.locator(f'main [name="{name}"]')
        kind = boxes.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
        if kind in {"radio", "checkbox"}:
            for one in value if isinstance(value, list) else [value]:
                page.locator(f'main [name="{name}"][value="{one}"]').check(force=True)
        elif kind == "select":
            boxes.first.select_option(value)
        else:
            boxes.first.fill(str(value))


def press(page: Page, label: str) -> None:
    """Press the first button or link of the page's body that has this label."""
    found = page.locator("main").get_by_role("button", name=label, exact=True)
    if not found.count():
        found = page.locator("main").get_by_role("link", name=label, exact=True)
    found.first.click()
    page.wait_for_load_state("networkidle")


def follow(page: Page, label: str) -> None:
    """Open the first link of the page's body whose text holds ``label``."""
    page.locator("main a", has_text=label).first.click()
    page.wait_for_load_state("networkidle")


def go_on(page: Page) -> None:
    """Press the button by which the page's own form goes on."""
    page.locator('main form button[data-kind="primary"], main form button[data-kind="danger"]').first.click()
    page.wait_for_load_state("networkidle")
