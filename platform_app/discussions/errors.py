"""What can go wrong when a discussion is written down."""

from platform_app.errors import DomainError


class DiscussionClosed(DomainError):
    """A table wrote while the theme takes no opinions."""

    code = "discussion_closed"
    sentence = "意見の受付は終わっているか、まだ始まっていません。内容は、係の者にお伝えください。"


class OpinionEmpty(DomainError):
    """An opinion came without words."""

    code, status = "opinion_empty", 422
    sentence = "意見を入力してください。"


class OpinionNotShown(DomainError):
    """Something was to be done with a line that is withheld, removed or merged into another."""

    code = "opinion_not_shown"
    sentence = "この意見は、非公開・取消し・まとめ済みのため、この操作は行えません。画面を開き直してください。"


class TooFewToMerge(DomainError):
    """Fewer than two opinions were to be merged."""

    code, status = "too_few_to_merge", 422
    sentence = "まとめる意見を、2つ以上選んでください。"


class TooFewParts(DomainError):
    """An opinion was to be cut into fewer than two parts."""

    code, status = "too_few_parts", 422
    sentence = "分けた後の意見を、1行に1つずつ、2行以上入力してください。"


class ConflictSettled(DomainError):
    """Somebody else has already chosen between two versions."""

    code = "conflict_settled"
    sentence = "この食い違いは、すでにほかの人が確定しました。今の内容を確かめてください。"


class PillarInUse(DomainError):
    """A pillar with opinions was to be taken away."""

    code, status = "pillar_in_use", 422
    sentence = "意見のある柱は、外せません。柱の文を残してください。"


class PillarMissing(DomainError):
    """A theme would have no pillar, so that nobody could write."""

    code, status = "pillar_missing", 422
    sentence = "討議の柱を、1つ以上入力してください。"


class SummaryChanged(DomainError):
    """Somebody else wrote the summary of a table in the meantime."""

    code = "summary_changed"
    sentence = (
        "入力している間に、ほかの人がまとめを保存しました。下の「今の内容」と見比べて、直してから送ってください。"
    )


class ThemeNotReady(DomainError):
    """Tables were to write while the event is not public."""

    code = "theme_not_ready"
    sentence = "催しを公開してから、意見の受付を始めてください。"
