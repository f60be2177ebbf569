"""Proxy entry: from the paper to the received application, read back by somebody else."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from platform_app import dates
from platform_app.applications import paper, sheet_codes
from platform_app.applications.errors import NotReadBack
from platform_app.applications.models import Application
from platform_app.applications.operations import deciding
from platform_app.applications.operations.applying import submit
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.trail import AuditEntry
from tests import factories
from tests.applications.journeys import errors
from tests.core.hostile import EVERY_TEXT

NOW = datetime(2026, 6, 10, 1, 0, tzinfo=UTC)
RECEPTION = {
    "channel": "fax",
    "arrived_on-year": "令和8",
    "arrived_on-month": "6",
    "arrived_on-day": "5",
    "arrived_time": "午後３時４分",
}


def at_a_fixed_time() -> Iterator[None]:
    """Stop the clock on a Wednesday morning."""
    with dates.frozen(NOW):
        yield


clock = pytest.fixture(autouse=True)(at_a_fixed_time)


def picture(kind: str = "PNG") -> tuple[BytesIO, str]:
    """Return a scan as an upload."""
    content = BytesIO()
    Image.new("1" if kind == "TIFF" else "RGB", (60, 80), 1).save(content, format=kind)
    return BytesIO(content.getvalue()), f"FAX 1.{'tif' if kind == 'TIFF' else kind.lower()}"


def started(browser: Any, **more: Any) -> Application:
    """Begin an entry to join by FAX and return it."""
    token = {"submission_token": "t" * 24}
    answer = browser.post("/staff/entry/new", data={**RECEPTION, "procedure": "join", **token, **more})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return newest()


def newest() -> Application:
    """Return the application that was begun last, as the database has it."""
    db.session.rollback()
    return db.session.scalars(select(Application).order_by(Application.id.desc())).first()  # type: ignore[return-value]


def typed(**more: Any) -> dict[str, Any]:
    """Return an entry as a browser sends it from the typing page."""
    audiences = {
        f"visibility_{key}": "private"
        for key in (
            "representative_name",
            "representative_kana",
            "address",
            "building",
            "phone",
            "fax",
            "email",
            "website",
            "social",
            "message",
            "offers",
            "needs",
        )
    }
    token = {"submission_token": "t" * 24}
    return {**RECEPTION, **factories.profile(corporate_number="", building=""), **audiences, **token, **more}


def received(app: Flask, client_as: Any, **more: Any) -> tuple[Application, Any]:
    """Type and receive an entry to join; return it with the browser of who typed."""
    browser = client_as("officer")
    application = started(browser, scans=picture())
    assert browser.post(f"/staff/entry/{application.id}", data=typed(**more)).status_code == 302
    assert browser.post(f"/staff/entry/{application.id}/confirm").status_code == 302
    return newest(), browser


def test_scans_that_no_page_can_keep_are_asked_for_again(app: Flask, client_as: Any) -> None:
    """A browser empties its file choosers: at the start, while typing, at the look-up and for a withdrawal."""
    lost = "「FAX 1.png」は、まだ添付されていません。もう一度選んでください。"
    browser, member = client_as("officer"), factories.member()
    begun = {**RECEPTION, "submission_token": "t" * 24, "scans": picture()}
    assert lost in errors(browser.post("/staff/entry/new", data=begun))
    joining = f"/staff/entry/{started(browser).id}"
    assert lost in errors(browser.post(joining, data=typed(name="", scans=picture())))
    assert lost in errors(browser.post(joining, data=typed(scans=picture()) | {"postal_code-lookup": "1"}))
    leaving = started(browser, procedure="withdraw", member=str(member.number), submission_token="w" * 32)
    assert lost in errors(browser.post(f"/staff/entry/{leaving.id}", data={**RECEPTION, "scans": picture()}))
    assert leaving.attachments == []


def test_a_half_typed_change_to_outside_the_prefecture_keeps_the_registered_municipality(
    app: Flask, client_as: Any
) -> None:
    member = factories.member(name="つながる会", municipality="362018")
    browser = client_as("officer")
    application = started(browser, procedure="change", member=str(member.number))
    sent = typed(**factories.record_of(member).profile) | {"municipality": "outside", "address": "番町一丁目8番15号"}

    half = browser.post(f"/staff/entry/{application.id}", data=sent | {"save": "1"})
    assert half.status_code == 302
    assert newest().municipality == "362018"
    refused = browser.post(f"/staff/entry/{application.id}", data=sent)
    assert "県外の市区町村を判定できませんでした" in refused.text
    browser.post(f"/staff/entry/{application.id}", data=sent | {"address": "香川県高松市番町一丁目8番15号"})

    assert newest().municipality == "372013"


def test_a_fax_is_typed_beside_its_scan_and_received_from_the_day_it_arrived(app: Flask, client_as: Any) -> None:
    application, browser = received(app, client_as, email="")

    assert (application.number or "").startswith("R08-J-")
    assert application.channel == "fax"
    assert dates.to_tokyo(application.arrived_at).strftime("%Y-%m-%d %H:%M") == "2026-06-05 15:04"
    assert application.received_on == date(2026, 6, 5)
    assert application.entered_by_id == browser.user_id
    assert db.session.scalar(select(ContactTask.template)) == "application_received"
    told = select(AuditEntry).where(AuditEntry.subject_id == application.id).order_by(AuditEntry.id)
    entries = db.session.scalars(told).all()
    acts = [entry for entry in entries if entry.action in {"application.enter_proxy", "application.submit"}]
    assert {entry.channel for entry in acts} == {"fax"}
    assert acts[-1].on_behalf_of == application.name


def test_the_mail_goes_to_the_address_on_the_paper(app: Flask, client_as: Any) -> None:
    received(app, client_as, email="madoguchi@example.jp")

    assert db.session.scalar(select(OutboxMessage.recipient_address)) == "madoguchi@example.jp"


def test_what_the_paper_leaves_empty_is_received_and_named(app: Flask, client_as: Any) -> None:
    browser = client_as("officer")
    application = started(browser)

    sparse = {**RECEPTION, "submission_token": "t" * 24, "name": "つながる会"}
    assert browser.post(f"/staff/entry/{application.id}", data=sparse).status_code == 302
    page = browser.get(f"/staff/entry/{application.id}/confirm").get_data(as_text=True)
    assert "代表者氏名：記入がありません。" in page
    assert browser.post(f"/staff/entry/{application.id}/confirm").status_code == 302
    assert newest().status == "submitted"


def test_nothing_has_arrived_in_the_future(app: Flask, client_as: Any) -> None:
    late = {**RECEPTION, "arrived_on-day": "11", "procedure": "join", "submission_token": "t" * 24}

    answer = client_as("officer").post("/staff/entry/new", data=late)

    assert answer.status_code == 422
    assert "今より後" in answer.get_data(as_text=True)
    assert newest() is None


def test_a_page_sent_twice_begins_one_entry(app: Flask, client_as: Any) -> None:
    browser = client_as("officer")

    assert started(browser).id == started(browser).id


def test_the_scan_is_shown_in_the_frame_to_the_office_alone(app: Flask, client_as: Any) -> None:
    application, browser = received(app, client_as)
    address = f"/staff/entry/{application.id}/paper/{application.attachments[0].id}"

    answer = browser.get(address)

    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert client_as("viewer").get(address).status_code == 403


def test_the_tiff_of_a_fax_server_is_shown_as_pdf(app: Flask, client_as: Any) -> None:
    browser = client_as("officer")
    application = started(browser, scans=picture("TIFF"))

    answer = browser.get(f"/staff/entry/{application.id}/paper/{application.attachments[0].id}")

    assert answer.data.startswith(b"%PDF")


# --- Changes, withdrawals and sheets that come back ---------------------------


def test_a_change_shows_the_present_entry_and_counts_only_what_differs(app: Flask, client_as: Any) -> None:
    """A postal code that an import stored without its hyphen, an odd number, another order: nothing of it differs."""
    member = factories.member(
        name="つながる会",
        phone="088-000-1111",
        email="",
        fax="０８８－６２１－２１７９（代）",
        themes=["place_to_be", "youth"],
    )
    browser = client_as("officer")
    application = started(browser, procedure="change", member="つながる")
    assert "088-000-1111" in browser.get(f"/staff/entry/{application.id}").get_data(as_text=True)

    changed = typed(
        **{**factories.record_of(member).profile, "phone": "088-000-2222", "themes": ["youth", "place_to_be"]}
    )
    changed |= {
        f"visibility_{key}": application.audience_of(key).value
        for key in (
            "representative_name",
            "representative_kana",
            "address",
            "building",
            "phone",
            "fax",
            "email",
            "website",
            "social",
            "message",
            "offers",
            "needs",
        )
    }
    assert browser.post(f"/staff/entry/{application.id}", data=changed).status_code == 302
    page = browser.get(f"/staff/entry/{application.id}/confirm").get_data(as_text=True)

    assert page.count("data-changed") == 1
    assert "記入のない項目" not in page


def test_a_withdrawal_needs_the_day_and_keeps_the_reason(app: Flask, client_as: Any) -> None:
    member = factories.member(name="つながる会")
    browser = client_as("officer")
    application = started(browser, procedure="withdraw", member=f"第{member.number}号", channel="phone")
    data = {**RECEPTION, "leave_on-year": "令和8年6月30日", "reason": "解散のため"}

    assert browser.post(f"/staff/entry/{application.id}", data=RECEPTION).status_code == 422
    assert browser.post(f"/staff/entry/{application.id}", data=data).status_code == 302
    assert browser.post(f"/staff/entry/{application.id}/confirm").status_code == 302

    after = newest()
    assert (after.leave_on, after.reason) == (date(2026, 6, 30), "解散のため")
    assert "-W-" in (after.number or "")
    officer = factories.actor("officer")
    with pytest.raises(NotReadBack):
        deciding.accept(after, version=after.version, by=officer)


def test_names_that_several_members_share_are_offered_for_choice(app: Flask, client_as: Any) -> None:
    one, _other = factories.member(name="つながる会　東"), factories.member(name="つながる会　西")
    browser = client_as("officer")
    asked = {**RECEPTION, "procedure": "change", "member": "つながる会", "submission_token": "t" * 24}

    assert browser.post("/staff/entry/new", data=asked).status_code == 422
    assert started(browser, **(asked | {"member_id": str(one.id)})).member_id == one.id


def test_a_sheet_finds_its_record_by_its_number_in_any_spelling(app: Flask, client_as: Any) -> None:
    application, browser = received(app, client_as)
    number = application.number or ""
    spelled = number.replace("-", "ー").translate({code: code + 0xFEE0 for code in range(0x30, 0x5B)})

    for code in (
        number,
        number.lower().replace("-", ""),
        spelled,
        f"https://example.jp/staff/entry/find?code={number}",
    ):
        answer = browser.get("/staff/entry/find", query_string={"code": code})
        assert answer.status_code == 302, code
        assert answer.location.endswith(f"/staff/applications/{application.id}")
    unknown = browser.get("/staff/entry/find", query_string={"code": "R08-J-9999-A"})
    assert unknown.status_code == 404
    assert "当たる申請はありません" in unknown.get_data(as_text=True)


def test_a_draft_printed_at_home_is_taken_over_with_all_that_it_says(app: Flask, client_as: Any) -> None:
    draft, _secret = factories.draft(name="印刷した会")
    browser = client_as("officer")

    page = browser.get("/staff/entry/find", query_string={"code": f"D-{draft.id}"})
    assert "印刷した会" in page.get_data(as_text=True)
    taken = started(browser, draft=str(draft.id), scans=picture())

    assert (taken.id, taken.name, taken.channel) == (draft.id, "印刷した会", "fax")
    submit(taken, by=factories.actor("officer"))
    assert newest().entered_by_id == browser.user_id


def test_a_printed_form_carries_the_way_to_its_record(app: Flask, client_as: Any) -> None:
    draft, _secret = factories.draft()

    values = paper.values_of(draft)

    assert values["record_url"].endswith(f"/staff/entry/find?code=D-{draft.id}")
    assert sheet_codes.found_by_code(values["record_url"]) is draft
    assert paper.form_pdf(draft).startswith(b"%PDF")


def test_no_text_breaks_the_pages_of_proxy_entry(app: Flask, client_as: Any) -> None:
    browser = client_as("officer")
    application = started(browser)
    for text in EVERY_TEXT:
        anything = {**RECEPTION, "channel": text, "arrived_time": text, "name": text, "phone": text}

        assert browser.post("/staff/entry/new", data=anything | {"member": text, "draft": ""}).status_code == 422
        assert browser.post(f"/staff/entry/{application.id}", data=anything).status_code == 422
        assert browser.get("/staff/entry/find", query_string={"code": text}).status_code in {200, 302, 404}
    assert browser.get(f"/staff/entry/{application.id}", query_string={"paper": EVERY_TEXT[0]}).status_code == 200
