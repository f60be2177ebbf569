"""What a page is asked once it is open, and axe's judgement of it."""

import hashlib
import os
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.conftest import VERDICTS

#: WCAG 2.2, levels A and AA; what passes is neither listed nor handed over, which takes axe half its time.
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": STANDARDS}, "reporter": "no-passes"}
#: Axe as a word that every page of a window knows: handing it to each page anew takes longer than many a look.
TAUGHT = f"window.takeAxe = () => {{ {Axe().axe_script} }}"
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


def teach(context: BrowserContext) -> None:
    """Let ``judge`` find axe in every page of a window."""
    context.add_init_script(TAUGHT)


def judge(page: Page, endpoint: str, kinds: str) -> None:
    """Let axe look, once for each view, width and set of kinds of element: the same state gives the same answer.

    The window must have been taught. What axe found nothing on is noted by address pattern, width and kinds, a file
    for each, so that the workers of one run share what they know.
    """
    width = (page.viewport_size or {"width": 0})["width"]
    known = Path(os.environ[VERDICTS]) / hashlib.sha256(f"{endpoint} {width} {kinds}".encode()).hexdigest()
    if known.exists():
        return
    found = AxeResults(page.evaluate("options => { takeAxe(); return axe.run(options); }", AXE))
    assert found.response["violations"] == [], f"{page.url}\n{found.generate_report()}"
    known.touch()
