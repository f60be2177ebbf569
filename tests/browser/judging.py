"""What a page is asked once it is open, and axe's judgement of it."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

#: WCAG 2.2, levels A and AA; what passes is not listed, which takes axe half its time.
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": STANDARDS}, "resultTypes": ["violations"]}
#: Pages that axe has judged already, by address pattern, width, and the kinds of element on them.
_judged: set[tuple[str, int, str]] = set()

FACTS = """() => {
  const kinds = new Set();
  for (const e of document.body.querySelectorAll("*")) {
    kinds.add([e.tagName, e.className.baseVal ?? e.className, e.dataset.kind, e.dataset.tone,
               e.getAttribute("role"), e.getAttribute("aria-invalid"), e.type, e.disabled].join(" "));
  }
  return {
    lang: document.documentElement.lang, title: document.title,
    headings: document.querySelectorAll("h1").length,
    focus: document.activeElement ? document.activeElement.id : "",
    sticks_out: document.documentElement.scrollWidth - window.innerWidth,
    kinds: [...kinds].sort().join("|"),
  };
}"""


def facts_of(page: Page) -> dict[str, Any]:
    """Return what the page says about itself: language, title, headings, focus, width, kinds of element."""
    found: dict[str, Any] = page.evaluate(FACTS)
    return found


def judge(page: Page, endpoint: str, kinds: str) -> None:
    """Let axe look, once for each view, width and set of kinds of element: the same state gives the same answer."""
    known = (endpoint, (page.viewport_size or {"width": 0})["width"], kinds)
    if known in _judged:
        return
    found = Axe().run(page, options=AXE)
    assert found.response["violations"] == [], f"{page.url}\n{found.generate_report()}"
    _judged.add(known)
