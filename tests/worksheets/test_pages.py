"""The pages of worksheets: who reads, who writes, and that nothing typed is lost on the way."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app.actor import system
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.worksheets import SELF_LINE, Phase, SheetAudience
from platform_app.worksheets.operations import keeping
from tests import factories
from tests.events.builders import event
from tests.worksheets.builders import contents, opened, save, sheet

HOSTILE = ["a\x00b", "x" * 2001, "\ud800", "a\u202eb"]


def table(code: str, rest: str = "") -> str:
    return f"/worksheets/t/{code}{rest}"


def sent(client: FlaskClient, code: str, **more: Any) -> Any:
    one = {"id": "browser-0001", "line": SELF_LINE, "column": "role", "text": "場所を貸す", "base": 0, "replaces": None}
    return client.post(table(code, "/cells"), json={"saves": [{**one, **more}]})


def test_every_page_of_a_sheet_opens(app: Flask, client: FlaskClient) -> None:
    it, by = opened()
    save(it, "野良猫が増えた。", by=by)
    keeping.edit(it, title=it.title, audience=SheetAudience.PUBLIC.value, by=system())
    keeping.start_phase(it, phase=Phase.IMPROVEMENT.value, by=system())
    for rest in ("", "/canvas", "/compare", "/sheet.pdf", "/canvas.pdf", "/sheet.xlsx", "/sheet-data.xlsx", "?phase=1"):
        assert client.get(f"/worksheets/{it.id}{rest}").status_code == 200, rest
    for address in ("/worksheets", "/worksheets/blank.pdf", "/worksheets/blank-canvas.pdf", table(it.code)):
        assert client.get(address).status_code == 200, address
    assert "相利がまだ書かれていません（1件）" in client.get(f"/worksheets/{it.id}").text


def test_without_a_script_a_line_is_saved_and_a_conflict_shows_both(app: Flask, client: FlaskClient) -> None:
    it, by = opened()
    page = client.get(table(it.code)).text
    seen = page.split('name="seen_problem"')[1].split('value="')[1].split('"')[0]
    save(it, "先に書いた人の内容", by=by)
    data = {"problem": "後から書いた人の内容", "seen_problem": seen, "purpose": "目的も書く"}
    answer = client.post(table(it.code, f"/parts/{SELF_LINE}"), data=data, follow_redirects=True)
    assert "両方を残しています" in answer.text
    found = contents(it)
    assert found.cell(SELF_LINE, "problem").text == "先に書いた人の内容"
    assert [each.text for each in found.alternatives] == ["後から書いた人の内容"]
    assert found.cell(SELF_LINE, "purpose").text == "目的も書く"
    assert answer.text.count("後から書いた人の内容") == 1


def test_an_untouched_cell_of_a_form_undoes_nothing(app: Flask, client: FlaskClient) -> None:
    it, by = opened()
    page = client.get(table(it.code)).text
    seen = page.split('name="seen_problem"')[1].split('value="')[1].split('"')[0]
    save(it, "書き足した", by=by)
    client.post(table(it.code, f"/parts/{SELF_LINE}"), data={"problem": "", "seen_problem": seen, "role": "場所"})
    assert (contents(it).cell(SELF_LINE, "problem").text, contents(it).alternatives) == ("書き足した", ())


@pytest.mark.parametrize("text", HOSTILE)
def test_bad_input_gets_a_sentence_and_stays(app: Flask, client: FlaskClient, text: str) -> None:
    it, _by = opened()
    result = sent(client, it.code, text=text).json["results"][0]
    assert "この欄" in result["refused"]
    if text.isascii():
        answer = client.post(table(it.code, f"/parts/{SELF_LINE}"), data={"problem": text, "role": "残る内容"})
        assert answer.status_code == 422
        assert "残る内容" in answer.text
    assert contents(it).cell(SELF_LINE, "role").text == ""


@pytest.mark.parametrize(
    "payload", [None, [], {}, {"saves": 1}, {"saves": [1]}, {"saves": [{"id": 1}]}, {"saves": [{}] * 300}]
)
def test_what_is_no_message_of_ours_gets_a_sentence(app: Flask, client: FlaskClient, payload: Any) -> None:
    it, _by = opened()
    answer = client.post(table(it.code, "/cells"), json=payload)
    assert (answer.status_code, "開き直して" in answer.json["sentence"]) == (422, True)


@pytest.mark.parametrize(
    "more",
    [
        {"line": "x"},
        {"line": "\x00" * 8},
        {"column": "nothing"},
        {"id": "x"},
        {"id": "\x00"},
        {"base": -5},
        {"base": 10**30},
    ],
)
def test_a_cell_that_no_sheet_has_is_refused_or_kept_beside(app: Flask, client: FlaskClient, more: Any) -> None:
    it, _by = opened()
    result = sent(client, it.code, **more).json["results"][0]
    assert result["refused"] or result["alternative"]


def test_a_saving_sent_twice_counts_once(app: Flask, client: FlaskClient) -> None:
    it, _by = opened()
    first, second = (sent(client, it.code).json["results"] for _ in range(2))
    assert first == second
    assert contents(it).cell(SELF_LINE, "role").revision == 1


def test_the_live_view_is_sent_only_when_something_changed(app: Flask, client: FlaskClient) -> None:
    it, by = opened()
    answer = client.get(table(it.code, "/cells.json"))
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert client.get(table(it.code, "/cells.json"), headers=tag).status_code == 304
    save(it, "新しい内容", by=by)
    again = client.get(table(it.code, "/cells.json"), headers=tag)
    assert again.json["parts"][SELF_LINE]["problem"] == ["新しい内容", 1]


def test_after_the_closing_the_code_neither_reads_nor_writes(app: Flask, client: FlaskClient) -> None:
    it, by = opened()
    save(it, "秘密の内容", by=by)
    keeping.share(it, is_open=False, by=system())
    assert "秘密の内容" not in client.get(table(it.code)).text
    assert client.get(table(it.code, "/cells.json")).status_code == 403
    answer = sent(client, it.code)
    assert (answer.status_code, "今は共同入力を受け付けていません" in answer.json["sentence"]) == (409, True)
    late = client.post(table(it.code, f"/parts/{SELF_LINE}"), data={"problem": "間に合わなかった内容"})
    assert (late.status_code, "間に合わなかった内容" in late.text) == (409, True)


def test_a_member_makes_shows_and_shares_its_sheet(app: Flask, client_as: Callable[..., FlaskClient]) -> None:
    own = factories.member()
    browser = client_as(Role.EDITOR, member_id=own.id)
    made = browser.post("/my/worksheets", data={"title": "見守りの協力"})
    address = made.headers["Location"]
    assert browser.get(address).status_code == 200
    number = contents_id(own.id)
    settings = f"/worksheets/{number}/settings"
    assert browser.get(settings).status_code == 200
    assert browser.get(settings + "?name=見本").status_code == 200
    assert browser.post(settings, data={"title": "", "audience": "public"}).status_code == 422
    assert browser.post(settings, data={"title": "見守り", "audience": "public"}).status_code == 302
    visitor = app.test_client()
    assert visitor.get(f"/worksheets/{number}").status_code == 200
    assert visitor.get(address).text.count("textarea") == 0
    foreign = client_as(Role.REPRESENTATIVE, member_id=factories.member().id)
    assert foreign.get(settings).status_code == 404
    assert foreign.post(f"/worksheets/{number}/share", data={"to": "open"}).status_code == 404
    for rest, data in (
        ("share", {"to": "open"}),
        ("link", {"member": own.id, "to": "linked"}),
        ("line", {"line": "self", "member": ""}),
        ("phase", {"phase": "improvement", "is_confirmed": "y"}),
        ("closing", {"to": "closed"}),
        ("closing", {"to": "open"}),
    ):
        assert browser.post(f"/worksheets/{number}/{rest}", data=data).status_code == 302, rest
    for data in ({"phase": "nonsense", "is_confirmed": "y"}, {"phase": "final"}, {}):
        assert browser.post(f"/worksheets/{number}/phase", data=data).status_code == 422
    assert visitor.get(address).text.count("textarea") > 6
    assert browser.get(f"/worksheets/{number}/code.svg").mimetype == "image/svg+xml"


def contents_id(member_id: int) -> int:
    from platform_app.extensions import db
    from platform_app.worksheets.models import Worksheet

    db.session.rollback()
    return db.session.scalars(db.select(Worksheet.id).where(Worksheet.owner_member_id == member_id)).one()


def test_the_office_makes_sheets_for_an_event(app: Flask, client_as: Callable[..., FlaskClient]) -> None:
    it = event(capacity=None)
    number = factories.member().number
    desk = client_as(Role.OFFICER)
    address = f"/staff/events/{it.id}/worksheets"
    assert desk.get(address).status_code == 200
    assert desk.post(address, data={"title": "班の表", "member_number": str(number)}).status_code == 302
    assert desk.post(address, data={"title": "班の表", "member_number": "99999"}).status_code == 422
    assert "見つかりません" in desk.post(address, data={"title": "班の表", "member_number": "99999"}).text
    assert "班の表" in desk.get("/staff/worksheets").text
    assert client_as(Role.VIEWER).post(address, data={"title": "班の表"}).status_code == 403


def test_lines_are_moved_removed_and_brought_back(app: Flask, client: FlaskClient) -> None:
    it, by = opened()
    for number in (1, 2):
        save(it, f"関係者{number}", by=by, line=f"line-000{number}", column="stakeholder")
    arrange = table(it.code, "/arrange")
    client.post(arrange, data={"line": "line-0002", "how": "up"})
    assert [line.client_id for line in contents(it).lines] == [SELF_LINE, "line-0002", "line-0001"]
    client.post(arrange, data={"line": "line-0002", "how": "remove"})
    assert [line.client_id for line in contents(it).lines] == [SELF_LINE, "line-0001"]
    assert "関係者2" in client.get(table(it.code)).text
    client.post(arrange, data={"line": "line-0002", "how": "back"})
    assert len(contents(it).lines) == 3
    for data in ({"line": SELF_LINE, "how": "remove"}, {"line": "nothing", "how": "up"}, {}):
        assert "エラー" in client.post(arrange, data=data, follow_redirects=True).text
    assert contents(it).lines[0].is_self


def test_two_texts_of_a_cell_are_settled(app: Flask, client: FlaskClient) -> None:
    it, by = opened()
    save(it, "一つ目", by=by)
    beside = save(it, "二つ目", by=by).alternative_id
    address = table(it.code, "/settle")
    stale = client.post(address, data={"alternative": beside, "base": 0, "choice": "take"}, follow_redirects=True)
    assert "エラー" in stale.text
    client.post(address, data={"alternative": beside, "base": 1, "choice": "join"})
    assert (contents(it).cell(SELF_LINE, "problem").text, contents(it).alternatives) == ("一つ目\n二つ目", ())
    assert client.post(address, data={"alternative": "9" * 40, "base": 0}).status_code == 404
    assert sheet().audience == SheetAudience.OWN
