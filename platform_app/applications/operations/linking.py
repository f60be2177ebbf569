"""One-time links: to a member's registered address, and to the address in an application."""

from platform_app.accounts import links
from platform_app.accounts.models import AccessLink
from platform_app.actor import Actor
from platform_app.dates import now, to_tokyo
from platform_app.mail.outbox import Recipient, post
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action


@operation(Action.REQUEST_LINK)
def request_link(subject: None, *, recipient: Recipient, path: str, procedure: str, by: Actor) -> str:
    """Post a link to the address that is registered, and return its token.

    ``recipient`` names the member, or the application, that the link opens; ``path`` is
    the page it leads to, with ``{token}`` in it.
    """
    del subject, by
    purpose = "application" if recipient.application_id else "member"
    member_id = None if recipient.application_id else recipient.member_id
    token = links.issue(purpose, member_id=member_id, application_id=recipient.application_id)
    expires_at = to_tokyo(now() + links.LIFETIME[purpose])
    post(
        f"{purpose}_link",
        recipient,
        occasion=f"link:{purpose}:{links.mark(token)}",
        context={
            "path": path.format(token=token),
            "procedure": procedure,
            "expires_on": expires_at.date().isoformat(),
            "expires_time": f"{expires_at:%H:%M}",
        },
    )
    return token


@operation(Action.USE_LINK)
def use_link(subject: None, *, token: str, purpose: str, by: Actor) -> AccessLink:
    """Use a link up; LinkExpired for a second use and for every other token alike."""
    del subject, by
    return links.consume(token, purpose)
