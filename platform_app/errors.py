"""What can go wrong anywhere in the domain, each with the sentence that users read.

A DomainError is raised by an operation and shown beside the field it names, or
on a page of its own. It never means that something was half done.
What belongs to one feature stands in its own ``errors.py``.
"""

from typing import ClassVar


class DomainError(Exception):
    """A rule of the domain was not met; nothing was changed."""

    code: ClassVar[str] = "domain_error"
    status: ClassVar[int] = 409
    sentence: ClassVar[str] = "この操作は行えませんでした。内容を確かめて、もう一度お試しください。"
    #: What to do next, where the page for the status says something else.
    next_steps: ClassVar[tuple[str, ...]] = ()

    def __init__(self, sentence: str | None = None, *, field: str | None = None) -> None:
        """Carry the sentence for the user and, where there is one, the field it belongs to."""
        self.message = sentence or self.sentence
        self.field = field
        super().__init__(self.message)


class NotAllowed(DomainError):
    """The actor holds no right to this action."""

    code, status = "not_allowed", 403
    sentence = "この操作を行う権限がありません。必要な場合は管理者にご相談ください。"


class NotFound(DomainError):
    """The thing does not exist, or is not the actor's to see: the answer is the same."""

    code, status = "not_found", 404
    sentence = "お探しのものは見つかりませんでした。"


class WrongStatus(DomainError):
    """The step is not possible from the present status."""

    code = "wrong_status"
    sentence = "この申請は、すでに別の状態に進んでいるため、この操作は行えません。最新の状態を確かめてください。"


class StaleVersion(DomainError):
    """The decision named a version that is no longer the newest."""

    code = "stale_version"
    sentence = "ご覧になっていた後に内容が変わりました。最新の内容を確かめてから、もう一度操作してください。"


class MissingReason(DomainError):
    """An act that needs a reason came without one."""

    code, status = "missing_reason", 422
    sentence = "理由を入力してください。"
