"""Every page of the platform on a phone: nothing sticks out at 390 or 320 pixels, and axe finds nothing."""

from dataclasses import dataclass

import pytest

from platform_app.extensions import db
from tests.architecture.building import build
from tests.architecture.routes import addresses, capacities_of, rules
from tests.architecture.world import World
from tests.browser.stage import Stage
from tests.browser.visiting import Visit, Windows

pytestmark = [pytest.mark.browser]

#: The pages are shared out to several tests, so that none takes too long; one worker builds them all.
PARTS = 6
#: WCAG 1.4.10: what a window of 1280 pixels is at 400 percent.
NARROWEST = 320


@dataclass(frozen=True)
class Place:
    """One page and the cookie of somebody who may open it."""

    address: str
    cookie: str


@pytest.fixture(scope="session")
def places(laid: Stage) -> list[Place]:
    """Build one of everything on the stage, keep it, and find every address that answers with a page."""
    laid.restore("empty")
    with laid.app.app_context():
        world = build(laid.app)
        db.session.remove()
        found = _pages_of(world)
        db.session.remove()
    laid.keep("everything")
    return found


def _pages_of(world: World) -> list[Place]:
    found = []
    for rule in rules(world.app):
        browser = world.browser(capacities_of(world.app, rule)[0])
        cookie = browser.get_cookie("session")
        for address in addresses(world, rule):
            answer = browser.get(address)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                found.append(Place(address, cookie.value if cookie else ""))
    return found


def _open(visit: Visit, place: Place) -> None:
    visit.page.context.clear_cookies()
    if place.cookie:
        visit.page.context.add_cookies([{"name": "session", "value": place.cookie, "url": visit.stage.address}])
    visit.go(place.address)


@pytest.mark.parametrize("has_scripts", [True], indirect=True, ids=["scripts"])
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_fits_a_phone(places: list[Place], laid: Stage, window: Windows, part: int) -> None:
    laid.restore("everything")
    visit, faults = window(), []
    for place in places[part::PARTS]:
        try:
            _open(visit, place)
            width = visit.page.viewport_size
            visit.page.set_viewport_size({"width": NARROWEST, "height": 640})
            beyond = visit.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            visit.page.set_viewport_size(width)  # type: ignore[arg-type]
            assert beyond <= 0, f"{beyond} pixels too wide at {NARROWEST}"
        except AssertionError as fault:
            faults.append(f"{place.address}: {fault}")
            visit.faults.clear()
    assert faults == [], "\n".join(faults)


def test_no_page_is_forgotten(places: list[Place]) -> None:
    """A guard for the test above: were it to lose its pages, it would pass."""
    assert len(places) > 80
