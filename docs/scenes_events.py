"""Events from both sides: planning, registering, the telephone, the day, and what people thought of it."""

from docs.studio import PHONE, Studio, fill, follow, go_on, press, shoot, shoot_paper

OFFICER = "tanto@jimukyoku.example.jp"
#: Words by which the sample's events are found: large and still to come, held today, over, and with a poll.
LARGE, TODAY, OVER, POLLED = "支援者支援と事例検討", "円卓会議", "相利開発", "きずなメール"
#: An exchange with a record and a report, and an event whose report is being written.
EXCHANGE, DRAFTED = "県民への啓発", "事例で学ぼう"
WORDS = (LARGE, TODAY, OVER, POLLED, EXCHANGE, DRAFTED)
PERSON: dict[str, str | list[str]] = {
    "contact_name": "森　はるか",
    "organisation": "つむぎの輪",
    "organisation_kind": "npo",
    "place": "徳島市",
    "phone": "０８８－０００－１２３４",
    "email": "tsumugi@example.jp",
    "people-0-name": "森　はるか",
    "people-0-kana": "モリ　ハルカ",
}


def event_numbers(studio: Studio) -> dict[str, int]:
    """Return the numbers of the sample's events by their words."""
    from platform_app.events.models import Event
    from platform_app.extensions import db

    with studio.app.app_context():
        found = [(row.id, f"{row.title}{row.subtitle}") for row in db.session.query(Event)]
    return {words: key for key, name in found for words in WORDS if words in name}


def planning(studio: Studio) -> None:
    """A new event, and one that is under way."""
    number = event_numbers(studio)[LARGE]
    with studio.page(email=OFFICER) as page:
        page.goto("/staff/events")
        shoot(page, "events-staff")
        page.goto("/staff/events/new")
        shoot(page, "event-new")
        page.goto(f"/staff/events/{number}")
        shoot(page, "event-staff")
        page.goto(f"/staff/events/{number}/postpone")
        shoot(page, "event-postpone", height=620)
        shoot_paper(page, f"/events/{number}/flyer.pdf", "paper-flyer", dots=50)


def registering(studio: Studio) -> None:
    """Finding an event, registering, and coming back to it."""
    number = event_numbers(studio)[LARGE]
    with studio.page(PHONE) as page:
        page.goto("/events")
        shoot(page, "events-public")
        page.goto(f"/events/{number}")
        shoot(page, "event-public", at="#register")
        page.goto(f"/events/{number}/register")
        fill(page, PERSON | {"attending": "online"})
        shoot(page, "event-register", at="#person-1")
        press(page, "確認へ進む")
        shoot(page, "event-confirm")
        press(page, "この内容で申し込む")
        shoot(page, "event-receipt")
        receipt = page.locator(".receipt__number").first.inner_text().strip()
    with studio.page(PHONE) as page:
        page.goto("/registrations")
        fill(page, {"number": receipt, "secret": "1234"})
        shoot(page, "event-find", height=620)
        press(page, "申込みを開く")
        shoot(page, "event-registration", at="main .form__buttons")


def telephone(studio: Studio) -> None:
    """A caller at the counter, the list, and why everybody stands where they stand."""
    number = event_numbers(studio)[LARGE]
    with studio.page(email=OFFICER) as page:
        page.goto(f"/staff/events/{number}/counter?q=アワ")
        shoot(page, "counter")
        fill(page, {"kana": "こもれび ひより", "name": "木漏　ひより", "phone": "0880005678", "attending": "online"})
        press(page, "受け付ける")
        shoot(page, "counter-one")
        page.goto(f"/staff/events/{number}/registrations")
        shoot(page, "registrations")
        page.goto(f"/staff/events/{number}/registrations/ledger")
        shoot(page, "ledger")


def the_day(studio: Studio) -> None:
    """Checking in, counting, and what is printed."""
    numbers = event_numbers(studio)
    with studio.page(PHONE, OFFICER) as page:
        page.goto(f"/staff/events/{numbers[TODAY]}/day")
        page.locator("main button[value=present]").first.click()
        page.mouse.move(1, 1)
        shoot(page, "check-in", at=".roll__row")
    with studio.page(email=OFFICER) as page:
        page.goto(f"/staff/events/{numbers[TODAY]}/sheets")
        shoot(page, "event-sheets")
        page.goto(f"/staff/events/{numbers[OVER]}/attendance")
        shoot(page, "attendance")
        sheets = f"/staff/events/{numbers[TODAY]}/sheets"
        shoot_paper(page, f"{sheets}/rosters/reception/pdf", "paper-reception")
        shoot_paper(page, f"{sheets}/name-cards/clip.pdf", "paper-name-cards", dots=50)
        shoot_paper(page, f"{sheets}/table-cards/folded.pdf", "paper-table-cards", dots=50)


def asking(studio: Studio) -> None:
    """The poll of the room, the questionnaire, its paper and its result."""
    numbers = event_numbers(studio)
    with studio.page(email=OFFICER) as page:
        page.goto(f"/staff/events/{numbers[POLLED]}/poll")
        follow(page, "何年目")
        shoot(page, "poll")
        page.goto(f"/staff/events/{numbers[OVER]}/survey")
        shoot(page, "survey")
        shoot(page, "survey-result", at="main h2")
        shoot_paper(page, f"/staff/events/{numbers[OVER]}/survey/sheet.pdf", "paper-survey", dots=50)
        page.goto(f"/staff/events/{numbers[TODAY]}/survey/questions")
        go_on(page)
        press(page, "受付を始める")
        address = page.locator("main .survey-address a").first.get_attribute("href") or ""
    with studio.page(PHONE) as page:
        page.goto(address)
        shoot(page, "survey-answer")
