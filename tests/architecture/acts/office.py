"""Acts of the administrator, on mail, and of the platform itself."""

from collections.abc import Callable, Mapping

from platform_app.accounts import links
from platform_app.actor import system, visitor
from platform_app.extensions import db, writer
from platform_app.mail import operations as mail
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.members import queries as members_queries
from platform_app.office import operations as office
from platform_app.office.models import EligibilityCriterion
from platform_app.sample import loading
from platform_app.vocabulary.actions import Action
from tests import factories
from tests.architecture.world import World
from tests.conftest import _clean


def _empty(world: World) -> None:
    """Bring the database back to a platform that still awaits its set-up."""
    _clean(world.app)
    with writer():
        world.passing["set_up"] = links.issue("set_up")
        db.session.commit()


def _members_of_sample(_world: World) -> None:
    for person in loading.read("people")["members"]:
        if members_queries.member_by_number(person["number"]) is None:
            factories.member(number=person["number"])


BEFORE: Mapping[Action, Callable[[World], object]] = {
    Action.SET_UP: _empty,
    Action.LOAD_SAMPLE_PEOPLE: _members_of_sample,
}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.SET_UP: lambda world: office.set_up(
        None,
        token=world.passing["set_up"],
        values={"prefecture": "鳥取県"},
        by=visitor(),
        person={"name": "見本　管理", "email": "first@example.jp", "password": factories.PASSWORD},
    ),
    Action.LOAD_SAMPLE: lambda _world: loading.prepare(None, by=system()),
    Action.LOAD_SAMPLE_PEOPLE: lambda _world: loading.add_people(None, by=system()),
    Action.CHANGE_SETTINGS: lambda world: office.change_settings(
        None, values={"prefecture": "鳥取県"}, by=world.actor("administrator")
    ),
    Action.CHANGE_CATALOGUE: lambda world: office.save_line(
        world.row(EligibilityCriterion, "criterion"),
        kind="criterion",
        values={"sentence": "団体であること"},
        by=world.actor("administrator"),
    ),
    Action.COMPLETE_TASK: lambda world: mail.complete_task(
        world.row(ContactTask, "task:waiting"), method="phone", remark="", by=world.actor("officer")
    ),
    Action.RETRY_MESSAGE: lambda world: mail.retry(
        world.row(OutboxMessage, "message:failed"), address="other@example.jp", by=world.actor("officer")
    ),
}
