"""What can go wrong on the way of an application."""

from platform_app.errors import DomainError


class OwnApplication(DomainError):
    """Nobody decides an application that they typed in or sent."""

    code, status = "own_application", 403
    sentence = "自分が入力又は提出した申請は、決裁できません。ほかの決裁者に依頼してください。"


class OpenApplicationExists(DomainError):
    """The organisation already has an application of this kind under way."""

    code = "open_application_exists"
    sentence = "同じ手続の申請が、すでに受け付けられています。その申請の結果をお待ちください。"


class NothingChanged(DomainError):
    """A change was submitted that changes nothing."""

    code, status = "nothing_changed", 422
    sentence = "変更された項目がありません。変更する項目を書き換えるか、新しい書類を添付してから進んでください。"


class NotReadBack(DomainError):
    """A proxy entry must be read back by a second person first."""

    code = "not_read_back"
    sentence = "代理入力した申請は、別の職員による読合せが済んでから決裁に回してください。"


class OwnEntry(DomainError):
    """Nobody reads back what they typed in themselves."""

    code, status = "own_entry", 403
    sentence = "自分が入力した申請は、読合せできません。ほかの職員に依頼してください。"


class NotSettled(DomainError):
    """Two people typed different things, and nobody said which of them is right."""

    code, status = "not_settled", 422
    sentence = "2人の入力が異なる項目が残っています。どちらが正しいかを選んでください。"


class FileRefused(DomainError):
    """An uploaded file can not be accepted."""

    code, status = "file_refused", 422
    sentence = "このファイルは受け付けられません。PDF、画像、Officeのファイルを選んでください。"

    @classmethod
    def too_heavy(cls, name: str, megabytes: int) -> "FileRefused":
        """Say how much may be sent at once."""
        return cls(f"「{name}」は、一度に送れる大きさの合計{megabytes}MBを超えています。分けて送ってください。")

    @classmethod
    def too_many(cls, files: int, megabytes: int) -> "FileRefused":
        """Say how many documents, and how much together, an application may have."""
        return cls(f"添付できる書類は、全部で{files}件、合計{megabytes}MBまでです。")
