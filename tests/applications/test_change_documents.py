"""A change that brings documents: shown among the differences, reviewed, and entered."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app import dates
from platform_app.applications import paper
from platform_app.applications.operations import deciding, reviewing
from platform_app.members.models import Member
from platform_app.vocabulary.accounts import Role
from tests import factories
from tests.applications.journeys import upload
from tests.applications.test_views_change import Signed, changed, present, send, the_application


@pytest.fixture
def member(app: Flask) -> Member:
    return factories.member(name="見本の会", website="https://old.example.jp/")


@pytest.fixture
def representative(member: Member, client_as: Signed) -> FlaskClient:
    return client_as(Role.REPRESENTATIVE, member_id=member.id)


def test_a_new_document_alone_is_a_change_that_needs_approval(
    member: Member, representative: FlaskClient, client_as: Signed
) -> None:
    """A charter that was rewritten changes no item of the entry, and the office must see it all the same."""
    confirmation = send(
        representative, "/apply/change", changed(present(member), attach_rules=upload(name="新しい規約.pdf"))
    )
    application = the_application()
    officer, decider = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)
    review = client_as(Role.OFFICER).get(f"/staff/applications/{application.id}").text

    shown = confirmation.split("変更する内容")[1].split("<h2>添付書類")[0]
    assert "新しい規約.pdf（規約・定款）" in shown
    assert "まだ提出できません" not in confirmation
    assert application.status == "submitted"
    assert "新しい規約.pdf（規約・定款）" in review.split('id="differences"')[1].split("</table>")[0]
    reviewing.forward(reviewing.start_review(application, by=officer), by=officer)
    deciding.approve(application, version=application.version, effective_on=dates.today(), by=decider)
    line = present(member)
    assert (line.application_id, line.note) == (application.id, "添付書類の届出")
    reversed_ = deciding.reverse(application, reason="誤り", effective_on=dates.today(), by=decider)
    assert reversed_.status == "reversed"
    assert present(member).name == "見本の会"


def test_a_document_beside_a_minor_change_awaits_approval(member: Member, representative: FlaskClient) -> None:
    typed = changed(present(member), website="https://new.example.jp/", attach_rules=upload(name="新しい規約.pdf"))
    confirmation = send(representative, "/apply/change", typed)

    assert "そのほかの変更は、事務局の承認を経て反映されます" in confirmation
    assert the_application().status == "submitted"
    assert present(member).website == "https://new.example.jp/"
    assert [row["label"] for row in paper.changes_of(the_application())] == ["添付書類"]
