"""A person before the browser: what they do, and what must hold on every page they come to."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Locator, Page, Response, ViewportSize
from werkzeug.exceptions import HTTPException

from tests.browser.judging import facts_of, judge, teach
from tests.browser.stage import PASSWORD, Stage

PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)
#: More presses of the Tab key than any page has stops.
MOST_STOPS = 400


@dataclass
class Visit:
    """One window: every page that it comes to is judged before the next step.

    With ``by_keyboard`` nothing is ever clicked: Tab, the arrows, Space and Enter do it all.
    """

    stage: Stage
    page: Page
    has_scripts: bool
    by_keyboard: bool = False
    answers: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @classmethod
    def begin(cls, stage: Stage, context: BrowserContext, *, has_scripts: bool, by_keyboard: bool) -> "Visit":
        """Open a window and listen to all that it says and asks for."""
        if has_scripts:
            teach(context)
        visit = cls(stage, context.new_page(), has_scripts, by_keyboard)
        visit.page.set_default_timeout(20_000)
        visit.page.on("response", visit._note_answer)
        visit.page.on("request", lambda request: visit._note_address(request.url))
        visit.page.on("pageerror", lambda error: visit.faults.append(str(error)))
        # A refused form is answered by 422, of which the browser tells; statuses are judged apart.
        visit.page.on("console", lambda line: visit.faults.append(line.text) if "status of" not in line.text else None)
        return visit

    def _note_answer(self, response: Response) -> None:
        with suppress(Exception):  # A service that has no frame is no page.
            if response.request.is_navigation_request() and not 300 <= response.status < 400:
                self.answers.append(response.status)
                return
        if response.status >= 400:
            self.faults.append(f"{response.status} {response.url}")

    def _note_address(self, url: str) -> None:
        # What the browser's own viewer of PDFs is made of has another scheme.
        if url.startswith(("http:", "https:", "ws:", "wss:")) and not url.startswith(self.stage.address):
            self.faults.append(f"asked another host: {url}")

    # What every page must hold.

    def look(self, status: int = 200) -> None:
        """Judge the page that is open: answered so, without faults, in Japanese, within the window, axe content."""
        where = self.page.url
        assert self.answers[-1:] == [status], f"{where} answered {self.answers[-1:]}"
        assert self.faults == [], f"{where}: {self.faults}"
        facts = facts_of(self.page)
        assert facts["lang"] == "ja", where
        assert facts["headings"] == 1, where
        assert facts["sticks_out"] <= 0, f"{where} is {facts['sticks_out']} pixels too wide"
        if facts["title"].startswith("エラー："):
            assert self.page.locator("#error-summary").is_visible(), where
            assert not self.has_scripts or facts["focus"] == "error-summary", f"{where}: focus on {facts['focus']!r}"
        if self.has_scripts:
            judge(self.page, self.endpoint, facts["kinds"])

    @property
    def endpoint(self) -> str:
        """The view behind the open page, or its path where there is none."""
        path = urlsplit(self.page.url).path
        try:
            return str(self.stage.app.url_map.bind("").match(path)[0])
        except HTTPException:
            return path

    # What a person does.

    def go(self, path: str, status: int = 200) -> "Visit":
        """Type an address."""
        self.page.goto(self.stage.address + path if path.startswith("/") else path)
        self.look(status)
        return self

    def sign_in(self, email: str, password: str = PASSWORD) -> "Visit":
        """Sign in by address and password."""
        self.go("/sign-in")
        self.fill({"email": email, "password": password})
        self.press("ログイン")
        return self

    def fill(self, values: Mapping[str, Any]) -> None:
        """Type, choose or tick by field name; a list ticks several boxes, True and False one."""
        for name, value in values.items():
            boxes = self.page.locator(f'main [name="{name}"]')
            kind = boxes.first.evaluate("e => e.tagName === 'SELECT' ? 'select' : e.type")
            if kind in {"radio", "checkbox"}:
                for one in value if isinstance(value, list) else [value]:
                    self.tick(self.page.locator(f'main [name="{name}"][value="{one}"]'))
            elif kind == "select":
                self._choose(boxes.first, value)
            elif self.by_keyboard:
                self.reach(boxes.first)
                self.page.keyboard.press("Control+a")
                self.page.keyboard.press("Delete")
                self.page.keyboard.insert_text(str(value))
            else:
                boxes.first.fill(str(value))

    def tick(self, box: Locator) -> None:
        """Tick one box, or choose one of a group of radio buttons."""
        if not self.by_keyboard:
            box.check()
            return
        if box.get_attribute("type") == "checkbox":
            self.reach(box)
            if not box.is_checked():
                self.page.keyboard.press("Space")
        else:
            self._step_to(box)
        assert box.is_checked()

    def _step_to(self, radio: Locator) -> None:
        """Come into the group of a radio button by Tab, then go down to it."""
        name = radio.get_attribute("name")
        self._tab_until(lambda: bool(self.page.evaluate("name => document.activeElement.name === name", name)))
        self.page.keyboard.press("Space")
        for _ in range(MOST_STOPS):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")

    def _choose(self, box: Locator, value: str) -> None:
        """Choose a line of a drop-down list."""
        if not self.by_keyboard:
            box.select_option(value)
            return
        self.reach(box)
        self.page.keyboard.press("Home")
        for _ in range(MOST_STOPS):
            if box.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        message = f"no line {value!r}"
        raise AssertionError(message)

    def reach(self, place: Locator) -> None:
        """Press Tab until the place has the focus."""
        wanted = place.element_handle()  # Found once: asking for it anew at every stop takes longer than the stop.
        self._tab_until(lambda: bool(wanted.evaluate("e => e === document.activeElement")))

    def _tab_until(self, is_there: Callable[[], bool]) -> None:
        for _ in range(MOST_STOPS):
            if is_there():
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("the keyboard does not come there")

    def named(self, name: str) -> Locator:
        """Return the first button or link of the page's body with exactly this name."""
        main = self.page.locator("main")
        return (
            main.get_by_role("button", name=name, exact=True)
            .or_(main.get_by_role("link", name=name, exact=True))
            .locator("visible=true")
            .first
        )

    def press(self, name: str | Locator, status: int = 200) -> None:
        """Press a button or follow a link, by its name, and look at the page that comes."""
        place = self.named(name) if isinstance(name, str) else name
        if self.by_keyboard:
            self.reach(place)
            with self.page.expect_navigation():
                self.page.keyboard.press("Enter")
        else:
            with self.page.expect_navigation():
                place.click()
        self.look(status)

    def touch(self, place: Locator) -> None:
        """Press something that stays on the page."""
        if self.by_keyboard:
            self.reach(place)
            self.page.keyboard.press("Enter")
        else:
            place.click()

    def follow(self, words: str) -> None:
        """Follow the first link of the page's body that holds the words."""
        self.press(self.page.locator("main a", has_text=words).first)

    # What a person reads.

    @property
    def heading(self) -> str:
        """The page's first heading."""
        return self.page.locator("h1").inner_text()

    @property
    def text(self) -> str:
        """Everything in the page's body."""
        return self.page.locator("main").inner_text()

    def mistakes(self) -> list[str]:
        """The lines of the error summary."""
        return self.page.locator("#error-summary li").all_inner_texts()

    def receipt(self) -> tuple[str, str]:
        """The number and the secret of a completion page."""
        number, secret = self.page.locator(".receipt__number").all_inner_texts()
        return number.strip(), secret.strip()

    def fetch(self, link: str | Locator) -> bytes:
        """Return the file behind a link of the page, by its words."""
        place = self.page.locator("main a", has_text=link).first if isinstance(link, str) else link
        answer = self.page.request.get(self.stage.address + (place.get_attribute("href") or ""))
        assert answer.ok, f"{answer.url} answered {answer.status}"
        return answer.body()


#: What the fixtures give: a function that opens a window for somebody.
Windows = Callable[..., Visit]
