"""What an organisation keeps to itself stands in no page, feed or file that others can fetch."""

import io
import json
import zipfile
from datetime import date
from html import unescape

import openpyxl
from pypdf import PdfReader

from platform_app.actor import system
from platform_app.extensions import db, writer
from platform_app.members import operations as members
from platform_app.vocabulary.organisations import RegisterChange, Visibility
from platform_app.vocabulary.profile import CHOOSABLE_KEYS, ITEMS_BY_KEY, LIST_KEYS, PROFILE_ITEMS
from tests import factories
from tests.architecture.routes import Page, addresses, allowed, rules
from tests.architecture.snapshot import Snapshot
from tests.architecture.test_pages import assert_none
from tests.architecture.world import World

#: Asked of every page besides its plain address: where a filter could let something slip.
QUESTIONS = ("", "?words=印を", "?as_of=2024-05-01", "?page=2")


def mark(key: str) -> str:
    """Return the text by which an item would be recognised anywhere."""
    if key in {"phone", "fax"}:
        return "088-909-" + str(sorted(ITEMS_BY_KEY).index(key) + 1000)
    return f"mark{key}@example.jp" if key == "email" else f"印を{key}"


def hidden_keys(*, members_too: bool) -> list[str]:
    """Return the items that may not be seen: always, or where the organisation chose so."""
    never = [item.key for item in PROFILE_ITEMS if not item.choosable and item.visibility is not Visibility.PUBLIC]
    return [key for key in (*CHOOSABLE_KEYS, *(never if not members_too else ())) if key not in LIST_KEYS]


def marked_organisation(audience: Visibility) -> int:
    """Enrol an organisation whose every text is marked and whose choosable items have this audience."""
    profile = factories.profile() | {key: mark(key) for key in (*hidden_keys(members_too=False),)}
    with writer():
        member = members.enrol()
        members.append(
            member,
            effective_on=date(2024, 4, 1),
            change=RegisterChange.JOIN,
            profile=profile,
            by=system(),
            visibility=dict.fromkeys(CHOOSABLE_KEYS, audience.value),
        )
        db.session.commit()
    return member.number


def texts_of(body: bytes, kind: str) -> str:
    """Return everything that can be read in a file or page, hidden sheets and properties included."""
    if kind.startswith("application/pdf"):
        reader = PdfReader(io.BytesIO(body))
        return "\n".join(page.extract_text() for page in reader.pages) + str(reader.metadata)
    if "spreadsheetml" in kind:
        book = openpyxl.load_workbook(io.BytesIO(body))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            raw = [package.read(name).decode("utf-8", "replace") for name in package.namelist()]
        return "\n".join([*cells, *map(unescape, raw)])
    if "json" in kind:
        return body.decode() + json.dumps(json.loads(body), ensure_ascii=False)
    encoding = "cp932" if "shift_jis" in kind.lower() else "utf-8"
    return unescape(body.decode(encoding, "replace"))


def leaks(world: World, capacity: str, pages: list[Page], keys: list[str]) -> list[str]:
    """Return where a marked item can be read."""
    found = []
    for page in pages:
        for question in QUESTIONS:
            answer = world.browser(capacity).get(page.address + question)
            text = texts_of(answer.data, answer.headers.get("Content-Type", "")) if answer.status_code == 200 else ""
            found += [
                f"{page.address}{question} ({page.endpoint}) as {capacity}: {key}"
                for key in keys
                if mark(key) in text and mark(key) not in question
            ]
    return sorted(set(found))


def public_pages(world: World, number: int) -> list[Page]:
    """Return every page that everybody may open, those of the organisation included."""
    own, world.ids["number:own"] = world.ids["number:own"], number
    found = [
        Page(rule, address)
        for rule in rules(world.app)
        if "public" in allowed(world.app, rule)
        for address in addresses(world, rule)
    ]
    world.ids["number:own"] = own
    return found


def test_a_private_item_is_in_no_public_output(world: World, restore: Snapshot) -> None:
    number = marked_organisation(Visibility.PRIVATE)

    found = leaks(world, "anonymous", public_pages(world, number), hidden_keys(members_too=False))

    restore.restore()
    assert_none(found)


def test_an_item_for_members_is_in_no_public_output(world: World, restore: Snapshot) -> None:
    number = marked_organisation(Visibility.MEMBERS)

    found = leaks(world, "anonymous", public_pages(world, number), hidden_keys(members_too=False))

    restore.restore()
    assert_none(found)


def test_a_private_item_is_hidden_from_other_members_too(world: World, restore: Snapshot) -> None:
    number = marked_organisation(Visibility.PRIVATE)
    own = [Page(rule, address) for rule in rules(world.app) if "/my" in rule.rule for address in addresses(world, rule)]

    found = leaks(world, "representative", public_pages(world, number) + own, hidden_keys(members_too=False))

    restore.restore()
    assert_none(found)


def test_a_public_item_is_found_by_the_same_search(world: World, restore: Snapshot) -> None:
    """The control: were the marks never looked for in the right place, nothing would ever be found."""
    number = marked_organisation(Visibility.PUBLIC)
    pages = [page for page in public_pages(world, number) if page.endpoint.startswith("members.")]

    found = leaks(world, "anonymous", pages, hidden_keys(members_too=True))

    restore.restore()
    assert {line.rpartition(": ")[2] for line in found} >= {"phone", "email"}
    assert any("members.download" in line for line in found)
