"""What ends by itself ends on its day, and nothing else does."""

from datetime import date, timedelta

from flask import Flask

from platform_app import dates
from platform_app.accounts.models import User
from platform_app.actor import system
from platform_app.applications.models import Application
from platform_app.applications.operations.applying import DRAFT_LIFETIME
from platform_app.applications.operations.tidying import tidy
from platform_app.extensions import db, writer
from platform_app.members import operations as members
from platform_app.members.models import Member
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.organisations import RegisterChange, Standing
from tests import factories


def _leave(row: Member, on: date) -> None:
    with writer():
        members.append(
            row,
            effective_on=on,
            change=RegisterChange.WITHDRAWAL,
            profile=row.records[-1].profile,
            visibility={},
            by=system(),
            standing=Standing.WITHDRAWN,
        )
        db.session.commit()


def test_a_draft_is_erased_after_its_time_and_an_application_never(app: Flask) -> None:
    draft, _secret = factories.draft()
    sent = factories.submitted()
    ids = (draft.id, sent.id)

    with dates.frozen(dates.now() + DRAFT_LIFETIME - timedelta(hours=1)):
        tidy()
    assert set(db.session.scalars(db.select(Application.id))) == set(ids)

    with dates.frozen(dates.now() + DRAFT_LIFETIME + timedelta(hours=1)):
        tidy()
    assert set(db.session.scalars(db.select(Application.id))) == {ids[1]}


def test_people_of_an_organisation_that_left_can_no_longer_sign_in(app: Flask) -> None:
    today = dates.today()
    gone, leaving, staying = (factories.member(date(2023, 2, 20)) for _ in range(3))
    _leave(gone, today)
    _leave(leaving, today + timedelta(days=1))
    people = {row.id: factories.user(Role.REPRESENTATIVE, member_id=row.id).id for row in (gone, leaving, staying)}

    tidy()

    active = {member_id: db.session.get_one(User, user_id).is_active for member_id, user_id in people.items()}
    assert active == {gone.id: False, leaving.id: True, staying.id: True}


def test_an_idle_run_writes_nothing(app: Flask) -> None:
    tidy()

    assert db.session.query(AuditEntry).count() == 0
