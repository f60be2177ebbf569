"""What can go wrong with lines of the register."""

from platform_app.errors import DomainError


class NotAMember(DomainError):
    """The organisation does not stand in the register on that date."""

    code = "not_a_member"
    sentence = "この団体は、指定された日の時点で会員ではありません。"
