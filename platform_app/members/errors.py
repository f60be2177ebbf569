"""What can go wrong with lines of the register."""

from platform_app.errors import DomainError


class ItsOwnSuccessor(DomainError):
    """An organisation can not become itself."""

    code = "its_own_successor"
    sentence = "この団体自身は、後継になれません。後継となるほかの会員の番号を入力してください。"


class KnownLineage(DomainError):
    """The register says that already: a page was sent twice."""

    code = "known_lineage"
    sentence = "この沿革は、すでに登載されています。"


class NotAMember(DomainError):
    """The organisation does not stand in the register on that date."""

    code = "not_a_member"
    sentence = "この団体は、指定された日の時点で会員ではありません。"
