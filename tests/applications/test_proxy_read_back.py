"""Read-back: a second person types from the paper, and only what differs is shown."""

import re
from datetime import date
from typing import Any

import pytest
from flask import Flask

from platform_app.applications.errors import NotReadBack, NotSettled, OwnApplication, OwnEntry
from platform_app.applications.models import Application
from platform_app.applications.operations import deciding, proxy, reviewing
from platform_app.applications.queries import changes_of
from platform_app.applications.read_back import marked
from platform_app.errors import StaleVersion
from platform_app.extensions import db
from platform_app.vocabulary.profile import CHOOSABLE_KEYS
from tests import factories
from tests.applications.test_proxy import RECEPTION, at_a_fixed_time, newest, received, started, typed

clock = pytest.fixture(autouse=True)(at_a_fixed_time)


def second(application: Application, **more: Any) -> dict[str, Any]:
    """Return what a second person sends who types the same, but for ``more``."""
    return {**RECEPTION, **typed(**application.profile), **more}


def test_two_who_type_the_same_have_read_back_without_a_choice(app: Flask, client_as: Any) -> None:
    application, _browser = received(app, client_as)
    reader, version = client_as("officer"), application.version
    address = f"/staff/entry/{application.id}/read-back"

    page = reader.post(address, data=second(application)).get_data(as_text=True)
    assert "すべて一致しました" in page
    answer = reader.post(address, data=settling(application, second(application)))

    assert answer.status_code == 302, answer.get_data(as_text=True)
    after = newest()
    assert (after.read_back_by_id, after.version) == (reader.user_id, version)


def settling(application: Application, sent: dict[str, Any], **choices: Any) -> dict[str, Any]:
    """Return what the second page sends: what was typed, the choices, and the other items as they stand."""
    others = {f"rest-{key}": value for key, value in application.profile.items()}
    audiences = {
        f"rest-visibility_{key}": "private"
        for key in ("representative_kana", "website", "social", "message", "offers", "needs")
    }
    stage = {"stage": "settle", "version": str(application.version), "compared": "y"}
    return {**sent, **others, **audiences, **stage, **choices}


def test_only_what_differs_is_asked_and_the_choice_is_kept_as_a_new_version(app: Flask, client_as: Any) -> None:
    application, _browser = received(app, client_as, phone="088-000-1234")
    reader = client_as("officer")
    address = f"/staff/entry/{application.id}/read-back"
    sent, version = second(application, phone="088-000-1243"), application.version

    page = reader.post(address, data=sent).get_data(as_text=True)
    assert page.count("1人目の入力</dt>") == 1
    anchors = re.findall(r'\bid="([^"]+)"', page)
    assert len(anchors) == len(set(anchors))
    unsettled = reader.post(address, data=settling(application, sent))
    assert unsettled.status_code == 422
    assert reader.post(address, data=settling(application, sent, choice_phone="second")).status_code == 302

    after = newest()
    assert after.phone == "088-000-1243"
    assert after.version == version + 1
    assert after.read_back_entry["corrected"] == {"phone": "088-000-1243"}


def test_a_variant_that_looks_the_same_is_marked_and_named() -> None:
    """葛 with and without the selector of its variant: two lines that most screens show alike."""
    first, second = marked("葛\U000e0100城", "葛城")

    assert (first, second) == ("<mark>葛\U000e0100</mark>城（異体字の指定あり）", "<mark>葛</mark>城")
    assert marked("髙田", "高田") == ("<mark>髙</mark>田", "<mark>高</mark>田")
    assert marked("", "あ<b>") == ("（なし）", "<mark>あ&lt;b&gt;</mark>")


def test_a_third_spelling_and_another_day_of_arrival_can_be_settled(app: Flask, client_as: Any) -> None:
    application, _browser = received(app, client_as, name="つながる会")
    reader = client_as("officer")
    sent = second(application, name="つなぐ会", **{"arrived_on-day": "4"})

    answer = reader.post(
        f"/staff/entry/{application.id}/read-back",
        data=settling(
            application,
            sent,
            choice_name="anew",
            choice_arrived_on="second",
            **{"anew-name": "つなげる会"},
        ),
    )

    assert answer.status_code == 302, answer.get_data(as_text=True)
    after = newest()
    assert after.name == "つなげる会"
    assert after.received_on == date(2026, 6, 4)


def test_an_organisation_outside_the_prefecture_is_settled_by_its_address_or_not_at_all(
    app: Flask, client_as: Any
) -> None:
    address = "香川県高松市番町一丁目8番15号"
    application, _browser = received(app, client_as, municipality="362018", address=address)
    reader, page = client_as("officer"), f"/staff/entry/{application.id}/read-back"

    unknown = second(application, municipality="outside", address="番町一丁目8番15号")
    blind = reader.post(page, data=unknown)
    assert blind.status_code == 422
    assert "県外の市区町村を判定できませんでした" in blind.text
    sent = second(application, municipality="362042", address="番町一丁目8番15号")
    anew = {"choice_municipality": "anew", "anew-municipality": "outside"}
    lost = reader.post(page, data=settling(application, sent, choice_address="second", **anew))
    assert lost.status_code == 422
    assert "県外の市区町村を判定できませんでした" in lost.text
    kept = reader.post(page, data=settling(application, sent, choice_address="first", **anew))
    assert kept.status_code == 302, kept.text

    assert newest().municipality == "372013"


def test_a_read_back_never_empties_the_name(app: Flask, client_as: Any) -> None:
    application, _browser = received(app, client_as, name="つながる会")
    sent = second(application, name="")

    answer = client_as("officer").post(
        f"/staff/entry/{application.id}/read-back", data=settling(application, sent, choice_name="second")
    )

    assert answer.status_code == 422
    assert "団体名は空欄にできません" in answer.text
    assert newest().name == "つながる会"


def test_nobody_reads_back_what_they_typed_nor_what_they_typed_into_before(app: Flask, client_as: Any) -> None:
    first, other = client_as("officer"), client_as("officer")
    application = started(first)
    other.post(f"/staff/entry/{application.id}", data=typed())
    other.post(f"/staff/entry/{application.id}/confirm")

    for browser in (first, other):
        assert browser.get(f"/staff/entry/{application.id}/read-back").status_code == 403


def test_a_read_back_settles_everything_or_records_nothing(app: Flask, client_as: Any) -> None:
    application, browser = received(app, client_as)
    typist = db.session.get(factories.User, browser.user_id).actor()
    reader = factories.actor("officer")
    asked = {"version": application.version, "second": {"name": "別の会"}, "settled": {}}

    with pytest.raises(OwnEntry):
        proxy.read_back(application, by=typist, **asked)
    with pytest.raises(NotSettled):
        proxy.read_back(application, by=reader, **asked)
    with pytest.raises(StaleVersion):
        proxy.read_back(application, by=reader, **(asked | {"version": 99}))
    assert newest().read_back_at is None


def test_a_proxy_entry_is_decided_only_after_its_read_back_and_by_a_third_person(app: Flask, client_as: Any) -> None:
    application, browser = received(app, client_as)
    officer, reader = factories.actor("officer"), factories.actor("officer", "decider")
    reviewing.start_review(application, by=officer)
    with pytest.raises(NotReadBack):
        reviewing.forward(application, by=officer)

    proxy.read_back(application, version=application.version, second={}, settled={}, by=reader)
    reviewing.forward(application, by=officer)

    with pytest.raises(OwnApplication):
        deciding.approve(application, version=application.version, effective_on=date(2026, 7, 1), by=reader)
    assert browser.user_id not in {reader.user_id, officer.user_id}


def test_what_is_typed_again_after_a_return_is_read_back_again(app: Flask, client_as: Any) -> None:
    application, browser = received(app, client_as)
    officer = factories.actor("officer")
    proxy.read_back(application, version=application.version, second={}, settled={}, by=officer)
    reviewing.return_for_correction(application, points=[("phone", "番号を確かめてください。")], by=officer)
    arrived, address = application.arrived_at, f"/staff/entry/{application.id}"

    assert 'name="arrived_on-day"' not in browser.get(address).get_data(as_text=True)
    sent = {key: value for key, value in typed(phone="088-000-7777").items() if not key.startswith("arrived_")}
    assert browser.post(address, data=sent).status_code == 302
    assert "受付番号は変わりません" in browser.get(f"{address}/confirm").get_data(as_text=True)
    assert browser.post(f"{address}/confirm").status_code == 302

    after = newest()
    assert (after.status, after.phone, after.read_back_at) == ("submitted", "088-000-7777", None)
    assert after.arrived_at == arrived
    reader = client_as("officer")
    assert "到達日" not in reader.get(f"{address}/read-back").get_data(as_text=True)
    again = second(after, **{"arrived_on-day": "9"})
    assert reader.post(f"{address}/read-back", data=settling(after, again)).status_code == 302
    assert newest().arrived_at == arrived


# --- Read-back of the other procedures, and a session that ended ---------------


def test_a_withdrawal_is_read_back_by_its_days_and_its_reason_compared(app: Flask, client_as: Any) -> None:
    member = factories.member(name="つながる会")
    browser, reader = client_as("officer"), client_as("officer")
    application = started(browser, procedure="withdraw", member=str(member.number))
    said = {**RECEPTION, "leave_on-year": "R8.6.30", "reason": "解散のため"}
    browser.post(f"/staff/entry/{application.id}", data=said)
    browser.post(f"/staff/entry/{application.id}/confirm")
    address, version = f"/staff/entry/{application.id}/read-back", newest().version
    assert "解散のため" not in reader.get(address).get_data(as_text=True)

    sent = {**RECEPTION, "leave_on-year": "R8.6.29", "submission_token": "t" * 24}
    page = reader.post(address, data=sent).get_data(as_text=True)
    assert "解散のため" in page
    settled = {
        "stage": "settle",
        "version": str(version),
        "compared": "y",
        "choice_leave_on": "second",
        "rest-reason": "解散するため",
    }
    assert reader.post(address, data=sent | settled).status_code == 302

    after = newest()
    assert (after.leave_on, after.reason, after.version) == (date(2026, 6, 29), "解散するため", version + 1)


def test_what_a_change_touches_is_typed_again_from_the_present_entry(app: Flask, client_as: Any) -> None:
    member = factories.member(
        name="つながる会", phone="088-000-1111", email="", website="https://example.jp/old", fax="088-000-2（代）"
    )
    browser, reader = client_as("officer"), client_as("officer")
    application = started(browser, procedure="change", member=str(member.number))
    new = {**factories.record_of(member).profile, "website": "https://example.jp/new"}
    audiences = {f"visibility_{key}": application.audience_of(key).value for key in CHOOSABLE_KEYS}
    browser.post(f"/staff/entry/{application.id}", data=typed(**new) | audiences)
    browser.post(f"/staff/entry/{application.id}/confirm")
    address = f"/staff/entry/{application.id}/read-back"

    blind = reader.get(address).get_data(as_text=True)

    assert "https://example.jp/old" in blind
    assert "https://example.jp/new" not in blind
    page = reader.post(address, data=typed(**new) | audiences).get_data(as_text=True)
    assert "すべて一致しました" in page
    answer = reader.post(address, data=settling(newest(), typed(**new) | audiences) | {"rest-website": ""})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    assert list(changes_of(newest())) == ["website"]


def test_a_session_that_ended_loses_nothing_that_was_typed(
    app: Flask, client_as: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    application, _browser = received(app, client_as)
    reader = client_as("officer")
    sent = second(application, name="消えてはならない会")
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    address = f"/staff/entry/{application.id}/read-back"

    stale = reader.post(address, data=sent | {"csrf_token": "stale"})

    assert stale.status_code == 422
    page = stale.get_data(as_text=True)
    assert 'value="消えてはならない会"' in page
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    compared = reader.post(address, data=sent | {"csrf_token": token})
    assert compared.status_code == 200
    done = settling(application, sent, choice_name="first", csrf_token=token)
    assert reader.post(address, data=done).status_code == 302
