"""What every page owes to whoever opens it, asked of all pages and all roles."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

import pytest
from html5lib.html5parser import ParseError

from platform_app.web import HEADERS
from tests.architecture.crawl import Visit

#: Pages that answer 200 only in the middle of something that the crawl does not begin.
PASSING_ONLY = {
    "portal.favicon": "leads to the icon",
    "portal.apply": "leads to the procedures",
    "groups_staff.confirm": "asks only while the groups break a rule, and leads back otherwise",
    "registrations.open_link": "leads on to the registration",
    "setup.begin": "closed as soon as anybody works for the office",
    "accounts.qr_code": "shown only while a second factor is being set up",
}
HANDLER = re.compile(r"^on[a-z]+$")
#: Elements that a person fills in, and which therefore need a label.
LABELLED = ("input", "select", "textarea")
UNLABELLED_TYPES = {"hidden", "submit", "button", "reset", "image"}
LOADING = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "embed": "src",
    "object": "data",
    "audio": "src",
    "video": "src",
    "source": "src",
    "track": "src",
}


def assert_none(lines: list[str]) -> None:
    """Fail with every line, one below the other."""
    if lines:
        pytest.fail("\n".join([f"{len(lines)} found", *lines[:60]]), pytrace=False)


def pages(visits: list[Visit]) -> list[Visit]:
    """Return the answers that are pages."""
    found = [one for one in visits if one.is_html]
    assert found
    return found


def offences(visits: Iterable[Visit], problem: Callable[[Visit], object]) -> list[str]:
    """Return one line per page that has a problem: what it is, and on how many."""
    found: Counter[str] = Counter()
    for one in visits:
        wrong = problem(one)
        if wrong:
            found[f"{one.page.endpoint} as {one.capacity}: {wrong} ({one.page.address})"] += 1
    return sorted(found)


def test_no_page_fails(visits: list[Visit]) -> None:
    assert_none(offences(visits, lambda one: one.status >= 500 and (one.errors or [one.status])))


def test_every_page_opens_for_somebody(visits: list[Visit]) -> None:
    """A page that the crawl never sees is governed by nothing here."""
    opened = {one.page.endpoint for one in visits if one.status == 200}

    assert_none(sorted({one.page.endpoint for one in visits} - opened - set(PASSING_ONLY)))


def test_reading_writes_nothing_but_the_audit_log(visits: list[Visit]) -> None:
    assert_none(offences(visits, lambda one: one.writes))


def test_every_answer_carries_the_security_headers(visits: list[Visit]) -> None:
    assert_none(offences(visits, lambda one: [name for name in HEADERS if name not in one.headers]))


def test_a_signed_in_persons_pages_are_kept_by_no_cache(visits: list[Visit]) -> None:
    staff = [one for one in visits if one.page.address.startswith(("/staff", "/my", "/account"))]

    assert_none(offences(staff, lambda one: "no-store" not in one.headers.get("Cache-Control", "")))


def test_every_page_is_valid_html(visits: list[Visit]) -> None:
    assert_none(offences(pages(visits), _invalid))


def _invalid(one: Visit) -> str:
    try:
        assert one.tree is not None
    except (ParseError, ValueError) as error:
        return f"{type(error).__name__} {error}"
    return ""


def valid(visits: list[Visit]) -> list[Visit]:
    """Return the pages that can be parsed; another test names the others."""
    return [one for one in pages(visits) if not _invalid(one)]


def test_every_page_says_its_language_title_and_one_heading(visits: list[Visit]) -> None:
    assert_none(offences(valid(visits), _misses_frame))


def _misses_frame(one: Visit) -> list[str]:
    root = one.tree.getroot()
    title = (root.findtext(".//title") or "").strip()
    headings = root.findall(".//h1")
    found = []
    if root.get("lang") != "ja":
        found.append("lang")
    if not title:
        found.append("title")
    if len(headings) != 1 or not "".join(headings[0].itertext()).strip():
        found.append(f"{len(headings)} h1")
    if len(root.findall(".//main")) != 1:
        found.append("main")
    return found


def test_no_id_stands_twice_and_every_reference_finds_its_element(visits: list[Visit]) -> None:
    assert_none(offences(valid(visits), _broken_ids))


def _broken_ids(one: Visit) -> list[str]:
    ids = [element.get("id") for element in one.tree.getroot().iter() if element.get("id")]
    twice = [f"#{name} twice" for name, count in Counter(ids).items() if count > 1]
    known = set(ids)
    lost = [
        f"{attribute}={word}"
        for element in one.tree.getroot().iter()
        for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls", "list", "form")
        for word in (element.get(attribute) or "").split()
        if word not in known
    ]
    anchors = [
        f"href={element.get('href')}"
        for element in one.tree.getroot().findall(".//a")
        if (element.get("href") or "").startswith("#")
        and element.get("href") != "#"
        and element.get("href", "")[1:] not in known
    ]
    return twice + lost + anchors


def test_every_input_has_a_label(visits: list[Visit]) -> None:
    assert_none(offences(valid(visits), _unlabelled))


def _unlabelled(one: Visit) -> list[str]:
    root = one.tree.getroot()
    labelled = {label.get("for") for label in root.findall(".//label")}
    return [
        str(element.get("name"))
        for kind in LABELLED
        for element in root.iter(kind)
        if element.get("type") not in UNLABELLED_TYPES
        and element.get("id") not in labelled
        and element.get("aria-hidden") != "true"
        and not element.get("aria-label")
        and not element.get("aria-labelledby")
        and not any(parent.tag == "label" for parent in element.iterancestors())
    ]


def test_every_form_has_an_address_and_every_post_its_token(visits: list[Visit]) -> None:
    assert_none(offences(valid(visits), _loose_forms))


def _loose_forms(one: Visit) -> list[str]:
    return [
        str(form.get("action"))
        for form in one.tree.getroot().findall(".//form")
        if form.get("action") is None or urlsplit(form.get("action")).netloc or not form.findall(".//button")
    ]


def test_no_script_style_or_handler_stands_in_a_page(visits: list[Visit]) -> None:
    assert_none(offences(valid(visits), _inline))


def _inline(one: Visit) -> list[str]:
    found = []
    for element in one.tree.getroot().iter():
        if not isinstance(element.tag, str):
            continue
        found += [f"{element.tag}@{name}" for name in element.attrib if name == "style" or HANDLER.match(name)]
        if element.tag == "style" or (
            element.tag == "script"
            and not element.get("src")
            and element.get("type") not in {"application/json", "application/ld+json"}
        ):
            found.append(element.tag)
        found += [
            name
            for name in ("href", "src", "action")
            if (element.get(name) or "").lstrip().lower().startswith("javascript:")
        ]
    return found


def test_no_page_loads_anything_from_elsewhere(visits: list[Visit]) -> None:
    """The platform works on a network that reaches nobody else."""
    assert_none(offences(valid(visits), _from_elsewhere))


def _from_elsewhere(one: Visit) -> list[str]:
    return [
        str(element.get(attribute))
        for kind, attribute in LOADING.items()
        for element in one.tree.getroot().iter(kind)
        if urlsplit(element.get(attribute) or "").netloc
    ]


def test_every_link_within_the_site_leads_to_a_route(visits: list[Visit]) -> None:
    """A link that nobody can follow is found before somebody tries."""
    adapter = visits[0].page.rule.map.bind("localhost") if visits[0].page.rule.map else None
    assert adapter is not None

    def dead(one: Visit) -> list[str]:
        targets = {element.get("href") or "" for element in one.tree.getroot().iter("a")}
        paths = {urlsplit(target).path for target in targets if target.startswith("/")}
        return sorted(path for path in paths if not adapter.test(path, "GET"))

    assert_none(offences(valid(visits), dead))


@pytest.mark.parametrize("path", ["/no-such-page", "/staff/no-such-page", "/members/999999", "/static/none.css"])
def test_an_unknown_address_is_a_page_too(path: str, world) -> None:  # noqa: ANN001
    answer = world.browser("administrator").get(path)

    assert answer.status_code == 404
    assert [name for name in HEADERS if name not in answer.headers] == []
