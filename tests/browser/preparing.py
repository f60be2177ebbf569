"""What happened before a journey begins: done through the operations, where another journey walks the pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import select

from platform_app.applications.models import Application
from platform_app.applications.operations import deciding, reviewing
from platform_app.dates import today
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from tests import factories
from tests.browser.stage import Stage


@contextmanager
def behind_the_pages(stage: Stage) -> Iterator[None]:
    """Work on the served database directly."""
    with stage.app.app_context():
        try:
            yield
        finally:
            db.session.remove()


def _numbered(number: str) -> Application:
    return db.session.execute(select(Application).where(Application.number == number)).scalar_one()


def bring_before_decider(stage: Stage, number: str) -> None:
    """Review an application and put it before the decider."""
    with behind_the_pages(stage):
        officer = factories.actor(Role.OFFICER)
        reviewing.start_review(_numbered(number), by=officer)
        reviewing.forward(_numbered(number), by=officer)


def approve(stage: Stage, number: str) -> None:
    """Review and approve an application as of today."""
    bring_before_decider(stage, number)
    with behind_the_pages(stage):
        application = _numbered(number)
        deciding.approve(
            application, version=application.version, effective_on=today(), by=factories.actor(Role.DECIDER)
        )
