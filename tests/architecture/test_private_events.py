"""What somebody tells the office to take part stands on no page for others, and on no sheet that is handed round."""

from sqlalchemy import update

from platform_app.events.registration_models import AccommodationNeed, Participant, Registration
from platform_app.extensions import db, writer
from reports.rosters.participants import ROSTERS
from tests.architecture.routes import Page, addresses, allowed, rules
from tests.architecture.snapshot import Snapshot
from tests.architecture.test_pages import assert_none
from tests.architecture.test_private import texts_of
from tests.architecture.world import World

#: What nobody but the office and the person reads; each is written into every registration.
NEVER = {
    "need": "印を配慮",
    "phone": "088-909-7777",
    "email": "mark-participant@example.jp",
    "memo": "印を備考",
    "question": "印を質問",
}
#: What the sheets of the day show, and no page for others.
PEOPLE = {"name": "印を氏名", "kana": "シルシヲカナ", "contact": "印を担当", "department": "印を部署"}
#: Sheets that leave the office: on tables, on clothes, in the hands of everybody who comes.
HANDED_ROUND = ("events_day.cards", "events_day.tables", "events_day.programme", "events_staff.flyer_draft")


def _mark() -> None:
    """Write the marks into every registration, and let everybody be listed and need something."""
    with writer():
        db.session.execute(
            update(Registration).values(
                phone=NEVER["phone"],
                email=NEVER["email"],
                memo=NEVER["memo"],
                question=NEVER["question"],
                contact_name=PEOPLE["contact"],
            )
        )
        db.session.execute(
            update(Participant).values(
                name=PEOPLE["name"],
                kana=PEOPLE["kana"],
                department=PEOPLE["department"],
                email=NEVER["email"],
                is_listed=True,
            )
        )
        db.session.execute(update(AccommodationNeed).values(detail=NEVER["need"]))
        known = set(db.session.scalars(db.select(AccommodationNeed.participant_id)))
        for person in db.session.scalars(db.select(Participant).order_by(Participant.id)):
            if person.id not in known:
                row = AccommodationNeed(participant_id=person.id, event_id=person.event_id, detail=NEVER["need"])
                db.session.add(row)
        db.session.commit()


def _found(world: World, capacity: str, page: Page, marks: dict[str, str]) -> list[str]:
    answer = world.browser(capacity).get(page.address)
    text = texts_of(answer.data, answer.headers.get("Content-Type", "")) if answer.status_code == 200 else ""
    return [f"{page.address} ({page.endpoint}) as {capacity}: {key}" for key, mark in marks.items() if mark in text]


def _pages(world: World) -> list[Page]:
    return [Page(rule, address) for rule in rules(world.app) for address in addresses(world, rule)]


def test_nothing_of_a_participant_is_in_any_public_output(world: World, restore: Snapshot) -> None:
    _mark()
    public = [page for page in _pages(world) if "public" in allowed(world.app, page.rule)]

    found = [line for page in public for line in _found(world, "anonymous", page, NEVER | PEOPLE)]

    restore.restore()
    assert_none(found)


def test_no_sheet_that_is_handed_round_tells_what_the_office_was_told(world: World, restore: Snapshot) -> None:
    _mark()
    sheets = [
        page for page in _pages(world) if page.endpoint in HANDED_ROUND or "/rosters/participants/" in page.address
    ]
    assert {page.endpoint for page in sheets} == {*HANDED_ROUND, "events_day.roster"}

    found = [line for page in sheets for line in _found(world, "officer", page, NEVER)]

    restore.restore()
    assert_none(found)


def test_a_sheet_for_those_who_may_only_look_shows_neither_telephone_nor_address(
    world: World, restore: Snapshot
) -> None:
    _mark()
    rosters = [page for page in _pages(world) if page.endpoint == "events_day.roster"]
    never = {key: NEVER[key] for key in ("phone", "email", "need")}

    found = [line for page in rosters for line in _found(world, "viewer", page, never)]

    restore.restore()
    assert_none(found)


def test_accommodations_are_on_no_roster_at_all(world: World, restore: Snapshot) -> None:
    _mark()
    rosters = [page for page in _pages(world) if page.endpoint == "events_day.roster"]
    assert len(rosters) >= len(ROSTERS)

    found = [line for page in rosters for line in _found(world, "officer", page, {"need": NEVER["need"]})]

    restore.restore()
    assert_none(found)


def test_the_office_itself_reads_the_marks(world: World, restore: Snapshot) -> None:
    """The control: were nothing marked, nothing would ever be found."""
    _mark()
    counter = [page for page in _pages(world) if page.endpoint.startswith("counter.")]

    found = {line.rpartition(": ")[2] for page in counter for line in _found(world, "officer", page, NEVER | PEOPLE)}

    restore.restore()
    assert found >= {"phone", "email", "memo", "name", "need"}
