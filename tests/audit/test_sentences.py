"""Entries of the audit log are read by people who know no code."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from platform_app.accounts.operations.inviting import first_link
from platform_app.actor import visitor
from platform_app.audit import sentences
from platform_app.audit.naming import Names
from platform_app.extensions import db
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role


def test_what_the_platform_does_of_itself_is_told_in_japanese(
    app: Flask, client_as: Callable[..., FlaskClient]
) -> None:
    del app
    first_link()
    entry = db.session.scalars(select(AuditEntry)).one()

    assert (sentences.actor_label(entry), sentences.channel_label(entry)) == ("システム", "システム")
    page = client_as(Role.ADMINISTRATOR).get(f"/staff/audit/{entry.id}").text
    assert ">system" not in page


def test_somebody_without_an_account_is_named_by_what_they_are() -> None:
    entry = AuditEntry(actor_label=visitor().label, capacities="visitor")

    assert sentences.actor_label(entry) == "ログインなし"
    entry.capacities = "applicant"
    assert sentences.actor_label(entry) == "申請者"


def test_the_fields_of_an_entry_are_called_and_read_as_the_form_has_them(app: Flask) -> None:
    """No code, no instant in another time zone, no name of another table's column."""
    columns = {
        "purpose": ["", "居場所づくり"],
        "message": [None, "ようこそ"],
        "municipality": ["362018", "362026"],
        "areas": [[], ["all"]],
        "stage": ["", "active"],
        "visibility": [None, {"phone": "private", "website": "public"}],
        "effective_on": [None, "2026-11-22"],
        "recorded_at": [None, "2026-11-22T08:36:45.611570+00:00"],
        "note": ["", "2026-11-22"],
    }
    entry = AuditEntry(changes=[{"table": "member_record", "verb": "update", "columns": columns}])

    said = {one.column: (one.before, one.after) for one in sentences.differences(entry, Names())}

    assert said == {
        "設立目的": ("", "居場所づくり"),
        "一言PR": ("", "ようこそ"),
        "市区町村": ("徳島市", "鳴門市"),
        "活動区域": ("", "県内全域"),
        "孤独・孤立対策への取組の段階": ("", "現に取り組んでいる"),
        "公開範囲": ("", "電話番号：非公開、WebサイトURL：公開"),
        "効力の生じる日": ("", "令和8年11月22日"),
        "登載日時": ("", "令和8年11月22日（日）17時36分"),
        "備考": ("", "2026-11-22"),
    }
