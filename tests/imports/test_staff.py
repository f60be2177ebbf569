"""The office's way through the pages: file, columns, preview, register."""

import io
import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from platform_app.extensions import db
from platform_app.imports.models import RegisterImport
from platform_app.members.queries import count_as_of
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from tests import factories
from tests.imports.sheets import LEGACY, other_office, saved, workbook

SignIn = Callable[..., FlaskClient]


def upload(browser: FlaskClient, content: bytes, filename: str = "名簿.xlsx") -> str:
    """Hand in a file and return the address of its matching page."""
    answer = browser.post("/staff/imports/", data={"file": (io.BytesIO(content), filename)})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def token_in(page: str) -> str:
    match = re.search(r'name="token"[^>]*value="([0-9a-f]{64})"|value="([0-9a-f]{64})"[^>]*name="token"', page)
    assert match is not None
    return match[1] or match[2]


@pytest.fixture
def officer(client_as: SignIn) -> FlaskClient:
    return client_as(Role.OFFICER)


def test_an_officer_loads_the_legacy_register_through_the_pages(officer: FlaskClient) -> None:
    columns = upload(officer, LEGACY.read_bytes())
    assert "代表者 氏　名" in officer.get(columns).get_data(as_text=True)
    preview = columns.removesuffix("/columns")
    page = officer.get(preview).get_data(as_text=True)
    assert "セルH14" in page
    assert count_as_of(date(2024, 4, 26)) == 0

    answer = officer.post(f"{preview}/apply", data={"token": token_in(page), "is_read": "y"})

    assert answer.status_code == 302
    assert [count_as_of(date.fromisoformat(day)) for day in ("2023-02-20", "2023-07-14", "2024-04-26")] == [90, 95, 97]
    assert "取込の結果" in officer.get(preview).get_data(as_text=True)


def test_applying_again_shows_the_result_and_adds_nothing(officer: FlaskClient) -> None:
    preview = upload(officer, LEGACY.read_bytes()).removesuffix("/columns")
    consent = {"token": token_in(officer.get(preview).get_data(as_text=True)), "is_read": "y"}

    answers = [officer.post(f"{preview}/apply", data=consent) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert count_as_of(date(2024, 4, 26)) == 97


def test_without_the_tick_nothing_is_applied_and_the_page_says_so(officer: FlaskClient) -> None:
    preview = upload(officer, LEGACY.read_bytes()).removesuffix("/columns")
    token = token_in(officer.get(preview).get_data(as_text=True))

    answer = officer.post(f"{preview}/apply", data={"token": token})

    assert answer.status_code == 422
    assert "チェックを入れてください" in answer.get_data(as_text=True)
    assert count_as_of(date(2024, 4, 26)) == 0


def test_a_decider_is_told_who_applies_what_was_read(client_as: SignIn) -> None:
    decider = client_as(Role.DECIDER)
    preview = upload(decider, LEGACY.read_bytes()).removesuffix("/columns")

    assert "登載は、担当又は管理者が行います" in decider.get(preview).get_data(as_text=True)


def test_a_register_that_moved_shows_the_new_preview(officer: FlaskClient) -> None:
    preview = upload(officer, LEGACY.read_bytes()).removesuffix("/columns")
    token = token_in(officer.get(preview).get_data(as_text=True))
    factories.member(number=1, name="割り込んだ会")

    answer = officer.post(f"{preview}/apply", data={"token": token, "is_read": "y"})

    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "割り込んだ会" in page
    assert token_in(page) != token
    assert count_as_of(date(2024, 4, 26)) == 1


def test_columns_are_matched_by_hand_and_remembered(officer: FlaskClient) -> None:
    content = saved(
        workbook(["名称", "ところ", "種別", "はじめ"], ["甲の会", "鳴門市大麻町", "任意団体", "2024-05-01"])
    )
    columns = upload(officer, content)
    typed = {
        "as_of-year": "令和7",
        "as_of-month": "4",
        "as_of-day": "1",
        "column_1": "name",
        "column_2": "address",
        "column_3": "kind",
        "column_4": "joined_on",
    }

    answer = officer.post(columns, data=typed)

    assert answer.status_code == 302
    row = db.session.scalars(select(RegisterImport)).one()
    assert row.mapping == {"1": "name", "2": "address", "3": "kind", "4": "joined_on"}
    assert row.as_of == date(2025, 4, 1)
    again = officer.get(upload(officer, content)).get_data(as_text=True)
    assert re.search(r'<option (?=[^>]*value="joined_on")[^>]*selected', again)


def test_a_register_in_words_that_nobody_knows_is_matched_by_hand(officer: FlaskClient) -> None:
    content = saved(
        workbook(
            ["加入者の一覧（内部用）"],
            ["", "はいった日", "なまえ", "よびな", "ばしょ"],
            [1, "R5.4.1", "甲の会", "こうのかい", "鳴門市大麻町", "内線12"],
            [2, "R5.5.1", "乙の会", "おつのかい", "徳島市万代町", "内線34"],
        )
    )
    columns = upload(officer, content)
    page = officer.get(columns).get_data(as_text=True)
    typed = {
        "as_of-year": "令和7",
        "as_of-month": "4",
        "as_of-day": "1",
        **{f"column_{index}": target for index, target in enumerate(("", "joined_on", "name", "name_kana"), 1)},
        "column_6": "phone_extension",
    }

    answer = officer.post(columns, data=typed)

    assert "団体名の列が分かりませんでした" in page
    assert "F列（見出しなし）" in page
    assert answer.status_code == 302
    row = db.session.scalars(select(RegisterImport)).one()
    assert row.counts["new"] == 2
    assert [line["entry"]["values"]["phone_extension"] for line in row.plan] == ["内線12", "内線34"]
    assert "団体名の列が分かりませんでした" not in officer.get(upload(officer, content)).get_data(as_text=True)


def test_from_a_preview_with_nothing_to_add_one_can_go_back_to_the_columns(officer: FlaskClient) -> None:
    columns = upload(officer, saved(workbook(["団体名", "住所"], ["甲の会", "徳島市"])))
    officer.post(columns, data={"as_of-year": "R7", "as_of-month": "4", "as_of-day": "1", "column_1": "name"})

    page = officer.get(columns.removesuffix("/columns")).get_data(as_text=True)

    assert "入会日の欄がない団体の入会日" in page
    assert f'href="{columns}"' in page


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        ({"column_1": "name", "column_2": "name"}, "で選ばれています"),
        ({"column_1": "address", "column_2": ""}, "団体名の列を選んでください"),
        ({"column_1": "nonsense", "column_2": "name"}, "選択肢の中から選んでください"),
    ],
)
def test_a_matching_that_can_not_be_is_refused_with_what_was_chosen_kept(
    officer: FlaskClient, choice: dict[str, str], sentence: str
) -> None:
    columns = upload(officer, saved(workbook(["団体名", "住所"], ["甲の会", "徳島市"])))

    answer = officer.post(columns, data={"as_of-year": "2025/4/1", "as_of-month": "", "as_of-day": "", **choice})

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("content", "filename", "sentence"),
    [
        (b"%PDF-1.7", "名簿.xlsx", "Excelのファイルとして読み取れませんでした"),
        (b"", "名簿.xlsx", "空です"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "名簿.xls", ".xls"),
        (saved(workbook(["買い物のメモ"], ["牛乳"], ["卵"])), "名簿.xlsx", "名簿の見出しが見つかりません"),
    ],
)
def test_a_file_that_can_not_be_read_gets_a_sentence(
    officer: FlaskClient, content: bytes, filename: str, sentence: str
) -> None:
    answer = officer.post("/staff/imports/", data={"file": (io.BytesIO(content), filename)})

    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert db.session.scalars(select(RegisterImport)).all() == []


def test_another_sheet_can_be_chosen(officer: FlaskClient) -> None:
    book = workbook(["団体名", "住所", "TEL"], ["甲の会", "徳島市", "088-000-0001"])
    second = book.create_sheet("旧名簿")
    for line in (["団体名", "住所"], ["乙の会", "鳴門市"]):
        second.append(line)
    columns = upload(officer, saved(book))

    assert "乙の会" in officer.get(f"{columns}?sheet=旧名簿").get_data(as_text=True)


@pytest.mark.parametrize("only", ["", "new", "differs", "same", "warning", "error", "nonsense"])
def test_the_preview_can_be_narrowed(officer: FlaskClient, only: str) -> None:
    preview = upload(officer, other_office()).removesuffix("/columns")

    assert officer.get(f"{preview}?only={only}").status_code == 200


def test_unknown_imports_are_not_found(officer: FlaskClient) -> None:
    for address in ("/staff/imports/99", "/staff/imports/99/columns"):
        assert officer.get(address).status_code == 404
    assert officer.post("/staff/imports/99/apply").status_code == 404


def test_every_look_at_the_rows_leaves_a_trace(officer: FlaskClient) -> None:
    preview = upload(officer, other_office()).removesuffix("/columns")
    officer.get(preview)

    actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-2:] == ["import.preview", "disclosure.view"]


def test_hostile_text_is_shown_as_text(officer: FlaskClient) -> None:
    content = saved(workbook(["団体名", "入会日", "住所"], ["<script>alert(1)</script>", "R5.2.20", '"><img src=x>']))
    columns = upload(officer, content, "<b>.xlsx")

    for address in (columns, columns.removesuffix("/columns"), "/staff/imports/"):
        page = officer.get(address).get_data(as_text=True)
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>.xlsx" not in page


@pytest.mark.parametrize("roles", [(Role.REPRESENTATIVE,), (Role.EDITOR,)])
def test_members_never_see_the_import(app: Flask, client_as: SignIn, roles: tuple[Role, ...]) -> None:
    member = factories.member()

    assert client_as(*roles, member_id=member.id).get("/staff/imports/").status_code in {403, 404}


def test_visitors_are_asked_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/staff/imports/").status_code in {302, 404}
