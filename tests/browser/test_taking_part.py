"""Journey: somebody takes part in an event: on a phone, by telephone, and with an opinion of it afterwards."""

from typing import Any

import pytest

from platform_app.events import survey_queries
from platform_app.events.operations import polling, surveying
from platform_app.events.operations.registering import Person
from platform_app.events.registration_models import Participant, Registration
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.surveys import DEFAULT_QUESTIONS
from tests import factories
from tests.browser.preparing import behind_the_pages
from tests.browser.stage import OFFICER, Stage
from tests.browser.visiting import Windows
from tests.events.builders import event, registered

pytestmark = pytest.mark.browser

#: No event of the sample is called so.
TITLE = "川沿いのつどい"
CONTACT = {
    "contact_name": "渡邉　みぎわ",
    "organisation": "川辺の会",
    "organisation_kind": "voluntary",
    "place": "徳島市",
    "phone": "０８８－０００－４３２１",
    "email": "migiwa@example.jp",
}


def planned(stage: Stage, capacity: int = 5, **more: Any) -> int:
    """Plan an event beside those of the sample and return its number."""
    with behind_the_pages(stage):
        return event(capacity, title=TITLE, **more).id


def standing(stage: Stage, number: int) -> list[tuple[str, list[str]]]:
    """Return the registrations of an event as they stand: status and who still takes part."""
    with behind_the_pages(stage):
        rows = db.session.query(Registration).where(Registration.event_id == number).order_by(Registration.id)
        return [(row.status, [person.name for person in row.participants if person.is_active]) for row in rows]


def test_two_people_take_part_change_and_cancel_on_a_phone(stage: Stage, window: Windows) -> None:
    number = planned(stage)
    visit = window()
    visit.go("/events")
    visit.follow(TITLE)
    visit.press("参加を申し込む")

    # Errors first: everything that was typed stays.
    visit.fill(CONTACT | {"people-0-name": "渡邉　みぎわ", "people-0-kana": "わたなべ みぎわ"})
    visit.fill({"phone": "電話はありません"})
    visit.press("確認へ進む", 422)
    assert visit.mistakes()
    assert visit.page.locator("#organisation").input_value() == "川辺の会"
    visit.fill({"phone": CONTACT["phone"]})
    visit.press("参加者をもう1人追加する")
    visit.fill({"people-1-name": "髙﨑　せせらぎ", "people-1-kana": "タカサキ　セセラギ", "people-1-is_listed": "y"})
    visit.press("確認へ進む")
    assert "タカサキ" in visit.text
    visit.press("この内容で申し込む")
    receipt, secret = visit.receipt()
    assert standing(stage, number) == [("confirmed", ["渡邉　みぎわ", "髙﨑　せせらぎ"])]
    assert receipt in stage.mails_to(CONTACT["email"])[-1]

    # Later, with the number and the last digits of the telephone alone.
    later = window()
    later.go("/events")
    later.press("申込みの確認・変更・取消し")
    later.fill({"number": receipt, "secret": "4321"})
    later.press("申込みを開く")
    later.press("髙﨑　せせらぎさんの代わりに別の方が出席する")
    later.fill({"name": "阿波　ひかり", "kana": "アワ　ヒカリ"})
    later.press("代理の方に変更する")
    later.press("連絡先・同意などを変更する")
    later.fill({"phone": "088-000-9999"})
    later.press("変更する")
    assert "088-000-9999" in later.text
    assert standing(stage, number) == [("confirmed", ["渡邉　みぎわ", "阿波　ひかり"])]

    # And with the secret, which still fits.
    assert secret
    later.press("申込みを取り消す")
    later.press("申込みを取り消す")
    assert standing(stage, number)[0][0] == "cancelled"


def test_the_telephone_is_answered_by_keyboard_alone(stage: Stage, desk: Windows) -> None:
    with behind_the_pages(stage):
        row = event(2, title=TITLE)
        registered(row, people=[Person("渡邉　みぎわ", "ワタナベ　ミギワ")], phone="088-000-4321")
        number = row.id
    visit = desk(OFFICER, by_keyboard=True)
    if not visit.has_scripts:
        pytest.skip("the screen has no script of its own: once is enough")
    visit.go(f"/staff/events/{number}/counter")

    visit.fill({"q": "わたな"})
    visit.press("探す")
    assert "渡邉　みぎわ" in visit.text

    visit.fill({"kana": "たかさき せせらぎ", "name": "髙﨑　せせらぎ", "phone": "0880001234"})
    visit.press("受け付ける")
    assert "髙﨑　せせらぎ様" in visit.text
    assert "参加が確定しました" in visit.text

    visit.touch(visit.page.locator("summary", has_text="代理の方に変更する"))
    visit.fill({"kana": "あわ ひかり"})
    visit.reach(visit.page.locator("#substitute [name=name]"))
    visit.page.keyboard.insert_text("阿波　ひかり")
    visit.press(visit.page.locator("#substitute button[type=submit]"))
    assert "阿波　ひかり様" in visit.text

    visit.touch(visit.page.locator("summary", has_text="取り消す"))
    visit.press("申込みを取り消す")
    assert "取り消しました" in visit.text
    assert standing(stage, number) == [("confirmed", ["渡邉　みぎわ"]), ("cancelled", [])]
    with behind_the_pages(stage):
        assert db.session.query(Participant).where(Participant.event_id == number).count() == 3


def asked(stage: Stage) -> tuple[int, str, str]:
    """Let an event have a questionnaire and an open poll; return its number and their codes."""
    with behind_the_pages(stage):
        officer, row = factories.actor(Role.OFFICER), event(5, title=TITLE)
        survey = surveying.save(row, introduction="ご協力ください。", questions=DEFAULT_QUESTIONS, by=officer)
        surveying.open_survey(row, by=officer)
        poll = polling.save_poll(row, question="担当して何年目ですか。", options=["1年目", "2年目以上"], by=officer)
        polling.turn_poll(row, poll_id=poll.id, is_open=True, by=officer)
        return row.id, survey.code, poll.code


def test_the_room_votes_and_says_what_it_thought(stage: Stage, window: Windows, desk: Windows) -> None:
    number, survey_code, poll_code = asked(stage)
    visit = window()
    visit.go(f"/polls/{poll_code}")
    visit.fill({"option": "0"})
    visit.press("投票する")
    assert "1年目" in visit.text
    visit.fill({"option": "1"})
    visit.press("選び直す")
    assert "選んだもの：2年目以上" in visit.text

    visit.go(f"/surveys/{survey_code}")
    visit.press("回答を送る", 422)
    assert visit.mistakes() == ["設問1に回答してください。"]
    steps = visit.page.locator("main fieldset input[type=radio][value='0']").all()
    for box in steps:
        visit.tick(box)
    visit.page.locator("main textarea").first.fill("=1+1 よかったです。")
    visit.press("回答を送る")
    assert "ありがとうございました" in visit.text

    office = desk(OFFICER)
    office.go(f"/staff/events/{number}/poll")
    office.follow("担当して何年目ですか。")
    assert office.page.locator("[data-total]").inner_text() == "1"
    office.press("投票を締め切る")
    office.go(f"/staff/events/{number}/survey")
    assert office.fetch("用紙（PDF）").startswith(b"%PDF")
    office.press("紙の回答を入力")
    office.press("保存して次の用紙へ")
    office.go(f"/staff/events/{number}/survey")
    assert "=1+1 よかったです。" in office.text
    office.press("受付を締め切る")
    office.press("結果を公開する")
    visit.go(f"/surveys/{survey_code}/results")
    assert "よかったです" not in visit.text
    with behind_the_pages(stage):
        found = survey_queries.survey_of(number)
        assert found is not None
        assert survey_queries.result(found).by_channel == {"common": 1, "paper": 1}
