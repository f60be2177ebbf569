"""The pages of the register: what is shown, kept and printed."""

import io
import re
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app.extensions import db
from platform_app.members import operations, rosters
from platform_app.members.queries import record_on
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.organisations import RegisterChange, Standing
from tests import factories

OUTPUTS = sorted(rosters.OUTPUTS)


def test_the_list_says_how_many_belonged_on_a_date(client: FlaskClient) -> None:
    factories.member(date(2023, 2, 20), name="はじめの会")
    factories.member(date(2023, 8, 1), name="あとの会")

    page = client.get("/members?as_of=2023-07-14").get_data(as_text=True)

    assert "令和5年7月14日現在、1団体" in page
    assert "はじめの会" in page
    assert "あとの会" not in page


@pytest.mark.parametrize("as_of", ["2023-02-30", "令和0年1月1日", "きのう", "9" * 400])
def test_a_date_that_is_none_gets_a_sentence_and_keeps_what_was_typed(client: FlaskClient, as_of: str) -> None:
    answer = client.get("/members", query_string={"as_of": as_of})

    assert answer.status_code == 422
    assert "エラー：" in answer.get_data(as_text=True)
    assert as_of in answer.get_data(as_text=True)


@pytest.mark.parametrize("key", sorted(rosters.ROSTERS))
@pytest.mark.parametrize("output", OUTPUTS)
def test_every_roster_downloads_in_every_format_and_the_export_is_recorded(
    client_as: Callable[..., FlaskClient], key: str, output: str
) -> None:
    factories.member(date(2023, 2, 20), name="髙﨑𠮷葛󠄀の会")
    browser = client_as(Role.VIEWER)

    answer = browser.get(f"/staff/members/rosters/{key}.{output}?as_of=2024-04-01&confirmed=1")

    assert answer.status_code == 200
    assert len(answer.data) > 100
    told = db.session.scalars(db.select(AuditEntry).where(AuditEntry.action == "disclosure.export")).all()
    assert [(entry.changes[0]["roster"], entry.changes[0]["as_of"]) for entry in told] == [(key, "2024-04-01")]


@pytest.mark.parametrize("roster", ["rosters/members", "changes", "reconciliation"])
def test_cp932_shows_what_would_be_lost_before_it_downloads(client_as: Callable[..., FlaskClient], roster: str) -> None:
    factories.member(date(2024, 5, 1), name="𠮷田の会")
    browser = client_as(Role.OFFICER)
    period = "since=2024-04-01&until=2024-06-30"

    page = browser.get(f"/staff/members/{roster}.cp932.csv?{period}").get_data(as_text=True)
    answer = browser.get(f"/staff/members/{roster}.cp932.csv?{period}&confirmed=1")

    assert "𠮷" in page
    assert "〓" in page
    assert f"/staff/members/{roster}.cp932.csv?" in page
    assert answer.headers.getlist("Content-Type") == ["text/csv; charset=Shift_JIS"]
    assert "〓田の会" in answer.data.decode("cp932")


def test_a_list_of_what_was_known_says_until_when_in_words(client_as: Callable[..., FlaskClient]) -> None:
    factories.member(date(2023, 2, 20))
    browser = client_as(Role.OFFICER)
    asked = "as_of=2023-07-14&known_on=2023-07-20"

    page = browser.get(f"/staff/members/?{asked}").get_data(as_text=True)
    content = browser.get(f"/staff/members/rosters/members_brief.print.xlsx?{asked}").data
    stated = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["A2"].value

    assert "令和5年7月14日現在（令和5年7月20日までに登載した内容）" in page
    assert "範囲：令和5年7月20日までに登載した内容" in str(stated)


def test_the_distributed_list_holds_only_public_items(client: FlaskClient) -> None:
    factories.member(phone="088-999-1234", email="himitsu@example.jp", contact_name="秘密の人")

    content = client.get("/members/list.data.xlsx").data
    cells = [str(cell) for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet.values for cell in row]

    assert not [cell for cell in cells if "088-999-1234" in cell or "himitsu" in cell or "秘密の人" in cell]


def test_an_organisation_that_does_not_belong_has_no_page(client: FlaskClient) -> None:
    factories.member(date(2023, 8, 1), number=7)

    assert client.get("/members/7?as_of=2023-07-14").status_code == 404
    assert client.get("/members/7?as_of=2023-08-01").status_code == 200
    assert client.get("/members/8").status_code == 404


def test_members_only_items_are_for_members_only(client: FlaskClient, client_as: Callable[..., FlaskClient]) -> None:
    row = factories.member(offers="会議室を貸せます")

    assert "会議室を貸せます" not in client.get(f"/members/{row.number}").get_data(as_text=True)
    inside = client_as(Role.EDITOR, member_id=row.id).get(f"/members/{row.number}")
    assert "会議室を貸せます" in inside.get_data(as_text=True)


def test_a_correction_through_the_page_keeps_what_was_typed_until_the_reason_is_given(
    client_as: Callable[..., FlaskClient],
) -> None:
    row = factories.member(name="もとの会")
    line = row.records[-1]
    url = f"/staff/members/{row.number}/lines/{line.id}/correct"
    browser = client_as(Role.OFFICER)
    token = re.search(r'name="submission_token"[^>]*value="([^"]+)"', browser.get(url).get_data(as_text=True))
    assert token
    typed = {k: v for k, v in line.profile.items() if v}
    typed |= {"name": "なおした会", "correction": "", "submission_token": token.group(1)}

    refused = browser.post(url, data=typed)
    assert refused.status_code == 422
    assert "なおした会" in refused.get_data(as_text=True)

    accepted = browser.post(url, data={**typed, "correction": "聞き誤り"})
    assert accepted.status_code == 302, accepted.get_data(as_text=True)
    assert "なおした会" in browser.get(f"/staff/members/{row.number}").get_data(as_text=True)


def test_the_offices_list_writes_its_days_as_the_office_does(client_as: Callable[..., FlaskClient]) -> None:
    factories.member(date(2023, 5, 1))

    page = client_as(Role.OFFICER).get("/staff/members/").text

    assert "令和5年5月1日" in page
    assert "2023-05-01" not in page


def test_a_correction_changes_only_what_was_corrected(client_as: Callable[..., FlaskClient]) -> None:
    """The page spells a postal code with its hyphen; a register that was taken over may not."""
    row = factories.member(name="もとの会", postal_code="7700941")
    line = row.records[-1]
    url = f"/staff/members/{row.number}/lines/{line.id}/correct"
    browser = client_as(Role.OFFICER)
    page = browser.get(url).get_data(as_text=True)
    typed = {k: v for k, v in line.profile.items() if v}
    typed |= {"name": "なおした会", "postal_code": "770-0941", "correction": "聞き誤り", "submission_token": "t" * 24}
    assert browser.post(url, data=typed).status_code == 302

    db.session.expire_all()
    assert (row.records[-1].name, row.records[-1].postal_code) == ("なおした会", "7700941")
    assert page.count('value="362018"') == 2  # once among the municipalities, once among the areas


@pytest.mark.parametrize(
    ("address", "place"), [("香川県高松市番町一丁目8番15号", "372013"), ("番町一丁目8番15号", "362018")]
)
def test_a_correction_to_outside_the_prefecture_never_loses_the_municipality(
    client_as: Callable[..., FlaskClient], address: str, place: str
) -> None:
    """The address tells the municipality; where it does not, that is said and nothing is entered."""
    row = factories.member(name="もとの会", municipality="362018")
    url = f"/staff/members/{row.number}/lines/{row.records[-1].id}/correct"
    typed = {k: v for k, v in row.records[-1].profile.items() if v}
    typed |= {"municipality": "outside", "address": address, "correction": "聞き誤り", "submission_token": "t" * 24}

    answer = client_as(Role.OFFICER).post(url, data=typed)

    assert answer.status_code == (302 if place == "372013" else 422)
    assert ("県外の市区町村を判定できませんでした" in answer.text) == (answer.status_code == 422)
    db.session.expire_all()
    assert row.records[-1].municipality == place


def test_a_lineage_that_can_not_be_is_said_beside_its_number(client_as: Callable[..., FlaskClient]) -> None:
    row, other = factories.member(), factories.member()
    url = f"/staff/members/{row.number}/lineage"
    typed = {"kind": "incorporation", "linked_on": "R6.4.1", "note": ""}
    browser = client_as(Role.OFFICER)

    for successor, sentence in (
        (str(row.number), "この団体自身は、後継になれません。"),
        ("八", "その番号の会員は見つかりません。"),
        ("9" * 30, "その番号の会員は見つかりません。"),
    ):
        refused = browser.post(url, data={**typed, "successor": successor})
        assert refused.status_code == 422
        assert refused.get_data(as_text=True).count(sentence) == 2, successor
    assert browser.post(url, data={**typed, "successor": f"第{other.number}号"}).status_code == 302
    twice = browser.post(url, data={**typed, "successor": str(other.number)})
    assert "この沿革は、すでに登載されています。" in twice.get_data(as_text=True)


def test_who_left_is_listed_where_it_is_asked_for_and_marked_with_the_day(
    client_as: Callable[..., FlaskClient],
) -> None:
    gone = factories.member(date(2023, 2, 20), name="さった会")
    factories.member(date(2023, 2, 20), name="のこる会")
    operations.change_standing(
        gone,
        change=RegisterChange.EXPULSION,
        effective_on=date(2024, 4, 1),
        reason="要綱違反",
        by=factories.actor(Role.DECIDER),
    )
    browser, address = client_as(Role.VIEWER), "/staff/members/?as_of=2024-05-01&words=会"

    without, with_them = browser.get(address).text, browser.get(f"{address}&former=y").text

    assert "さった会" not in without
    assert "除名（令和6年4月1日）" in with_them
    assert "のこる会" in with_them
    assert "1団体が在籍しています" in with_them
    assert "さった会" not in browser.get(f"{address}&former=y&as_of=2022-01-01".replace("as_of=2024-05-01&", "")).text
    listed = browser.get("/staff/members/rosters/members.csv?as_of=2024-05-01&former=y").data.decode("utf-8-sig")
    assert "さった会" not in listed
    assert "のこる会" in listed


def test_a_merger_is_a_deciders_and_shows_what_ends_before_it_is_recorded(
    client_as: Callable[..., FlaskClient],
) -> None:
    row, other = factories.member(name="おわる会"), factories.member(name="つづく会")
    factories.user(Role.REPRESENTATIVE, member_id=row.id)
    url = f"/staff/members/{row.number}/lineage"
    typed = {"kind": "merger", "linked_on": "R6.4.1", "note": "", "successor": str(other.number)}
    officer, decider = client_as(Role.OFFICER), client_as(Role.DECIDER)

    assert "merger" not in officer.get(url).text
    assert officer.post(url, data={**typed, "confirmed": "1"}).status_code == 422
    asked = decider.post(url, data=typed)
    for words in ("令和6年4月1日から会員名簿と公開ページ", "利用者1名は、ログインして", "つづく会", "おわる会"):
        assert words in asked.text, words
    assert record_on(row.id, date(2024, 4, 1)).standing == Standing.ACTIVE  # type: ignore[union-attr]
    assert 'value="R6.4.1"' in decider.post(url, data={**typed, "back": "1"}).text
    assert decider.post(url, data={**typed, "confirmed": "1"}).status_code == 302

    db.session.expire_all()
    assert record_on(row.id, date(2024, 4, 1)).standing == Standing.MERGED  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "words"),
    [("expulsion", "ログインして手続を行えなくなります"), ("suspension", "「休止」と表示します")],
)
def test_a_change_of_standing_is_confirmed(client_as: Callable[..., FlaskClient], change: str, words: str) -> None:
    row = factories.member()
    factories.user(Role.REPRESENTATIVE, member_id=row.id)
    url, browser = f"/staff/members/{row.number}/standing", client_as(Role.DECIDER)
    typed = {"change": change, "effective_on": "R6.4.1", "reason": "申出による"}

    asked = browser.post(url, data=typed)

    assert words in asked.text
    assert len(row.records) == 1
    assert browser.post(url, data={**typed, "confirmed": "1"}).status_code == 302
    db.session.expire_all()
    assert len(row.records) == 2


def test_a_label_names_the_municipality_that_the_address_leaves_out(app: Flask) -> None:
    row = factories.member(postal_code="7720003", municipality="362026", address="撫養町1-1", building="")

    (label,) = rosters.addresses(rosters.Extract(date(2026, 4, 1)))

    assert label.address == "徳島県鳴門市撫養町1-1"
    assert factories.record_of(row).postal_address == "〒772-0003 徳島県鳴門市撫養町1-1"


def test_the_reconciliation_says_on_which_days_it_counted(client_as: Callable[..., FlaskClient]) -> None:
    factories.member(date(2024, 5, 1), name="五月の会")

    address = "/staff/members/reconciliation.csv?since=2024-04-01&until=2025-03-31"
    lines = client_as(Role.VIEWER).get(address).data.decode("utf-8-sig").splitlines()

    assert [line.split(",")[:3] for line in lines[1:]] == [
        ["前回（令和6年4月1日現在）", "0", ""],
        ["入会", "1", "五月の会"],
        ["退会", "0", ""],
        ["今回（令和7年3月31日現在）", "1", ""],
    ]


def test_labels_and_periods_print(app: Flask, client_as: Callable[..., FlaskClient]) -> None:
    factories.member(date(2023, 5, 1))
    browser = client_as(Role.VIEWER)

    for path in (
        "/staff/members/labels/12.pdf",
        "/staff/members/labels/24.pdf?first=5",
        "/staff/members/changes?since=R5.4.1&until=R6.3.31",
        "/staff/members/changes",
        "/staff/members/changes.pdf?since=R5.4.1&until=R6.3.31",
        "/staff/members/reconciliation.print.xlsx?since=R5.4.1&until=R6.3.31",
    ):
        assert browser.get(path).status_code == 200, path


def test_the_first_page_tells_how_to_join_and_how_long_it_takes(client: FlaskClient) -> None:
    how = client.get("/").text.split("参加するには")[1].split("ご案内")[0]

    for address in ("/about#charter", "/join", "/apply/join", "/forms"):
        assert f'href="{address}"' in how
    assert "開庁日で10日を目安に" in how
