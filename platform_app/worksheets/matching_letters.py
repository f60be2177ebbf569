"""Telling organisations about an introduction: by mail, or by a call of the office where there is no address."""

from typing import Any

from platform_app.extensions import db
from platform_app.mail.outbox import Recipient, post
from platform_app.members.models import MemberRecord
from platform_app.vocabulary.matching import IntroductionStatus
from platform_app.worksheets.matching_models import Introduction, IntroductionSide

#: The only letter that carries a contact.
AGREED = "introduction_agreed"


def _recipient(line: MemberRecord) -> Recipient:
    return Recipient(
        name=line.name,
        email=line.email,
        phone=line.phone,
        fax=line.fax,
        postal_address=line.postal_address,
        member_id=line.member_id,
    )


def tell(introduction: Introduction, template: str, to: MemberRecord, about: MemberRecord, **more: Any) -> None:
    """Post one letter to one of the two about the other, inside the running transaction; once per turn of events."""
    post(
        template,
        _recipient(to),
        occasion=f"introduction:{introduction.id}:{template}:{to.member_id}:{introduction.asked_at.isoformat()}",
        context={
            "introduction_id": introduction.id,
            "path": f"/my/partners/introductions/{introduction.id}",
            "other": about.name,
            **more,
        },
    )


def contact_of(side: IntroductionSide) -> dict[str, str]:
    """Return the contact that a side has agreed to give."""
    return {"contact_name": side.contact_name, "contact_email": side.contact_email, "contact_phone": side.contact_phone}


def is_still_wanted(context: dict[str, object]) -> bool:
    """Whether both still agree: a contact that was taken back meanwhile must not travel any more."""
    found = db.session.get(Introduction, int(str(context["introduction_id"])), populate_existing=True)
    if found is None or found.status != IntroductionStatus.AGREED or found.agreed_at is None:
        return False
    return found.agreed_at.isoformat() == context["agreed_at"]
