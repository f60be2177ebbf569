"""Acts on accounts."""

from collections.abc import Callable, Mapping

import pyotp

from platform_app.accounts.models import User
from platform_app.accounts.operations import inviting, own_account, people, signing_in
from platform_app.actor import system, visitor
from platform_app.dates import now
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.actions import Action
from tests import factories
from tests.architecture.world import TOTP_SECRET, World


def _person(world: World, name: str) -> User:
    return world.row(User, f"user:{name}")


BEFORE: Mapping[Action, Callable[[World], object]] = {
    Action.REACTIVATE: lambda world: people.deactivate(_person(world, "clerk"), by=world.actor("administrator")),
}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.INVITE: lambda world: inviting.invite(
        None, newcomer=inviting.Newcomer("新しい人", "new@example.jp", (Role.OFFICER,)), by=world.actor("administrator")
    ),
    Action.ACCEPT_INVITATION: lambda world: inviting.accept_invitation(
        _person(world, "invited"),
        token=world.texts["invitation"],
        name="招かれた人",
        password=factories.PASSWORD + "!",
        by=_person(world, "invited").actor(),
    ),
    Action.ISSUE_SET_UP_LINK: lambda _world: inviting.issue_set_up_link(None, by=system()),
    Action.SIGN_IN: lambda world: signing_in.sign_in(_person(world, "clerk"), by=world.actor("clerk")),
    Action.SIGN_IN_FAILED: lambda world: signing_in.record_failure(None, user=_person(world, "clerk"), by=visitor()),
    Action.SIGN_OUT: lambda world: signing_in.sign_out(_person(world, "clerk"), by=world.actor("clerk")),
    Action.REQUEST_RESET: lambda world: own_account.request_reset(
        None, email=_person(world, "clerk").email, by=visitor()
    ),
    Action.RESET_PASSWORD: lambda world: own_account.reset_password(
        _person(world, "colleague"),
        token=world.texts["reset"],
        password=factories.PASSWORD + "?",
        by=world.actor("colleague"),
    ),
    Action.CHANGE_OWN_PASSWORD: lambda world: own_account.change_password(
        _person(world, "clerk"), current=factories.PASSWORD, password=factories.PASSWORD + "?", by=world.actor("clerk")
    ),
    Action.CHANGE_OWN_NAME: lambda world: own_account.change_name(
        _person(world, "clerk"), name="見本　改", by=world.actor("clerk")
    ),
    Action.ENROL_SECOND_FACTOR: lambda world: own_account.enrol_second_factor(
        _person(world, "clerk"), secret=TOTP_SECRET, code=pyotp.TOTP(TOTP_SECRET).at(now()), by=world.actor("clerk")
    ),
    Action.RENEW_RECOVERY_CODES: lambda world: own_account.renew_recovery_codes(
        _person(world, "guarded"), current=factories.PASSWORD, by=world.actor("guarded")
    ),
    Action.CHANGE_ACCOUNT: lambda world: people.change_account(
        _person(world, "clerk"), roles=[Role.DECIDER], post_title="課長", by=world.actor("administrator")
    ),
    Action.DEACTIVATE: lambda world: people.deactivate(_person(world, "clerk"), by=world.actor("administrator")),
    Action.REACTIVATE: lambda world: people.reactivate(_person(world, "clerk"), by=world.actor("administrator")),
    Action.RESEND_INVITATION: lambda world: inviting.resend_invitation(
        _person(world, "invited_clerk"), by=world.actor("administrator")
    ),
    Action.RESET_SECOND_FACTOR: lambda world: people.reset_second_factor(
        _person(world, "guarded"), by=world.actor("administrator")
    ),
}
