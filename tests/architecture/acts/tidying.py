"""What ends by itself: old drafts, and accounts of organisations that left."""

from collections.abc import Callable, Mapping

from platform_app.actor import system
from platform_app.applications.models import Application
from platform_app.applications.operations import tidying
from platform_app.applications.operations.applying import DRAFT_LIFETIME
from platform_app.dates import now, today
from platform_app.extensions import db, writer
from platform_app.members import operations as members
from platform_app.members.models import Member
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.organisations import RegisterChange
from tests.architecture.world import World


def _age(world: World) -> None:
    """Let a draft have been begun longer ago than drafts are kept."""
    with writer():
        world.row(Application, "application:join:draft").created_at = now() - 2 * DRAFT_LIFETIME
        db.session.commit()


def _leave(world: World) -> None:
    """Let the organisation be expelled whose people can sign in."""
    members.change_standing(
        world.row(Member, "member:own"),
        change=RegisterChange.EXPULSION,
        effective_on=today(),
        reason="申出による",
        by=world.actor("decider"),
    )


BEFORE: Mapping[Action, Callable[[World], object]] = {Action.PURGE_DRAFTS: _age, Action.CLOSE_ACCOUNTS: _leave}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.PURGE_DRAFTS: lambda _world: tidying.purge_drafts(None, by=system()),
    Action.CLOSE_ACCOUNTS: lambda _world: tidying.close_accounts(None, by=system()),
}
