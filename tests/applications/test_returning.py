"""差戻し: what can be named, where the applicant finds it, and what the office sees when it comes back."""

import hashlib
import re
from io import BytesIO
from typing import Any

import pypdf
import pytest
from flask import Flask
from sqlalchemy import select

from platform_app.actor import visitor
from platform_app.applications.attachments import CheckedFile
from platform_app.applications.models import Application
from platform_app.applications.operations import applying, attaching, reviewing
from platform_app.applications.operations.applying import Contents
from platform_app.extensions import db
from platform_app.mail.models import ContactTask
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import AttachmentKind, Procedure
from tests.applications.stages import TICKED, People, brought_to
from tests.applications.test_review_pages import ClientAs, url


@pytest.mark.parametrize(
    ("procedure", "offered", "missing"),
    [
        (Procedure.JOIN, {"name", "attachments", "declarations"}, {"leave_on", "changed_on", "reason"}),
        (Procedure.CHANGE, {"name", "changed_on", "reason", "attachments"}, {"leave_on", "declarations"}),
        (Procedure.WITHDRAW, {"leave_on", "reason"}, {"name", "changed_on", "attachments", "declarations"}),
    ],
)
def test_only_what_the_form_of_the_procedure_asks_can_be_returned(
    app: Flask, client_as: ClientAs, procedure: Procedure, offered: set[str], missing: set[str]
) -> None:
    application = brought_to(S.IN_REVIEW if procedure is not Procedure.WITHDRAW else S.SUBMITTED, procedure, People())
    browser = client_as(Role.OFFICER)

    page = browser.get(url(application, "/return")).text
    choices = set(re.findall(r'<option value="([^"]*)"', page))
    other = {"version": str(application.version), "points-0-item": min(missing), "points-0-sentence": "お直しを。"}
    refused = browser.post(url(application, "/return"), data=other)

    assert offered <= choices
    assert not choices & missing
    assert refused.status_code == 422


def test_the_applicant_sees_each_point_where_it_is_corrected(app: Flask, client_as: ClientAs) -> None:
    people = People()
    application = brought_to(S.IN_REVIEW, Procedure.CHANGE, people)
    points = [
        ("changed_on", "議事録の日に。"),
        ("reason", "詳しく。"),
        ("attachments", "規約を。"),
        ("phone", "番号を。"),
    ]
    reviewing.return_for_correction(application, points=points, by=people.officer)
    browser = client_as(Role.REPRESENTATIVE, member_id=application.member_id)

    form = browser.get(f"/apply/draft/{application.id}").text
    tracking = browser.get(f"/apply/track/{application.number}").text

    for label, sentence in [("変更年月日", "議事録の日に。"), ("理由", "詳しく。"), ("添付書類", "規約を。")]:
        assert f"事務局からの連絡：{label}" in form
        assert sentence in form
        assert f">{label}</a>：{sentence}" in tracking


def corrected(application: Application, **more: Any) -> None:
    """Send what was returned again, with some items rewritten."""
    by = visitor().for_application(application.id)
    contents = Contents(profile={**application.profile, **more}, declarations=TICKED, visibility={"phone": "members"})
    applying.save(application, contents=contents, by=by)
    applying.submit(application, by=by)


def rules(name: str) -> CheckedFile:
    """Return a charter as it was sent."""
    return CheckedFile(name, "application/pdf", name.encode(), hashlib.sha256(name.encode()).hexdigest())


def test_what_changed_since_a_return_is_shown_when_it_comes_back(app: Flask, client_as: ClientAs) -> None:
    """Only since the last return; items, audiences and documents, each as it was then and as it is now."""
    people = People()
    application = brought_to(S.SUBMITTED, Procedure.JOIN, people)
    old = attaching.attach(application, kind=AttachmentKind.RULES, file=rules("旧規約.pdf"), by=people.officer)
    browser = client_as(Role.OFFICER)
    assert "差戻し以後" not in browser.get(url(application)).text
    for phone in ("088-621-1111", "088-621-2222"):
        reviewing.start_review(application, by=people.officer)
        reviewing.return_for_correction(application, points=[("phone", "番号を。")], by=people.officer)
        assert "差戻し以後" not in browser.get(url(application)).text
        if phone == "088-621-2222":
            by = visitor().for_application(application.id)
            attaching.detach(old, by=by)
            attaching.attach(application, kind=AttachmentKind.RULES, file=rules("新規約.pdf"), by=by)
        corrected(application, phone=phone)

    page = browser.get(url(application)).text

    [told] = re.findall(r'(?s)<h2 id="since-return">.*?</table>', page)
    assert "<del>088-621-1111</del>" in told
    assert "<ins>088-621-2222</ins>" in told
    assert "<del>旧規約.pdf（規約・定款）</del>" in told
    assert "<ins>新規約.pdf（規約・定款）</ins>" in told
    assert told.count("data-changed") == 3
    assert "再提出" in browser.get("/staff/applications/").text


def test_what_comes_back_as_it_was_is_said_to(app: Flask, client_as: ClientAs) -> None:
    people = People()
    application = brought_to(S.RETURNED, Procedure.JOIN, people)
    applying.submit(application, by=visitor().for_application(application.id))

    assert "変わった項目はありません" in client_as(Role.OFFICER).get(url(application)).text


def test_what_has_to_be_corrected_prints_as_a_letter_while_it_waits(app: Flask, client_as: ClientAs) -> None:
    """An applicant without an address of mail is told by FAX or post; the task leads to the letter."""
    people = People()
    application = brought_to(S.IN_REVIEW, Procedure.JOIN, people, email="")
    browser = client_as(Role.OFFICER)
    assert browser.get(url(application, "/correction-request.pdf")).status_code == 404

    points = [("phone", "市外局番から記入してください。"), ("", "規約を付けてください。")]
    reviewing.return_for_correction(application, points=points, message="10日までに", by=people.officer)
    printed = browser.get(url(application, "/correction-request.pdf"))

    words = "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(printed.data)).pages)
    for told in (
        "市外局番から記入してください。",
        "規約を付けてください。",
        "10日までに",
        application.number,
        "事務連絡",
    ):
        assert str(told) in words
    assert url(application, "/correction-request.pdf") in browser.get(url(application)).text
    task = db.session.scalars(select(ContactTask).order_by(ContactTask.id.desc())).first()
    assert f'href="{url(application)}"' in browser.get(f"/staff/mail/tasks/{task.id}").text
