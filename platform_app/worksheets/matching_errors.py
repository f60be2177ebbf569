"""What can go wrong between two organisations that are introduced to each other."""

from platform_app.errors import DomainError, WrongStatus


class IntroductionSettled(WrongStatus):
    """The step is not possible from where an introduction stands."""

    code = "introduction_settled"
    sentence = "この紹介は、すでに別の状態に進んでいるため、この操作は行えません。最新の状態を確かめてください。"


class NotNow(DomainError):
    """The other organisation said no before; only the office may ask it again."""

    code = "introduction_not_now"
    sentence = "この団体への紹介は、前回、見送りとなっています。もう一度希望するときは、事務局にご相談ください。"


class PartnerUnavailable(DomainError):
    """One of the two does not take part in the platform at present."""

    code = "partner_unavailable"
    sentence = "この団体は、現在、会員として活動していないため、紹介できません。"


class SamePartner(DomainError):
    """An organisation was to be introduced to itself."""

    code, status = "same_partner", 422
    sentence = "2つの団体には、別の団体を指定してください。"
