"""What can go wrong with groups."""

from platform_app.errors import DomainError


class GroupingSettled(DomainError):
    """The grouping is confirmed, or no longer is."""

    code = "grouping_settled"
    sentence = (
        "この班分けの状態が変わっているため、この操作は行えません。確定した班分けは、確定を解いてから変更してください。"
    )


class GroupingOutdated(DomainError):
    """People, locks or wishes changed between the search and the storing, or after the preview."""

    code = "grouping_outdated"
    sentence = "計算している間に、参加者か指定が変わりました。もう一度実行してください。"


class NobodyToSeat(DomainError):
    """There are too few people for a single group."""

    code, status = "nobody_to_seat", 422
    sentence = "班を作れる人数（同じ形式で3人以上）がいません。対象にする方を確かめてください。"


class TableTooSmall(DomainError):
    """A move would leave, or make, a group of a size that no group may have."""

    code, status = "table_too_small", 422
    sentence = (
        "この移動では、2人以下の班か、6人以上の班ができます。"
        "代わりに「入れ替える相手」を選ぶか、別の班を選んでください。"
    )


class OtherWay(DomainError):
    """People at the venue and people online do not share a group."""

    code, status = "other_way", 422
    sentence = "会場の方とオンラインの方は、同じ班にできません。同じ形式の班を選んでください。"


class WishOfOne(DomainError):
    """Together or apart asks for two people at least, who stand on the event's list."""

    code, status = "wish_of_one", 422
    sentence = "同じ班・別の班の指定は、参加が確定している方を2人以上選んでください。"


class GroupingInUse(DomainError):
    """Something has been written at its tables, or it was confirmed once."""

    code = "grouping_in_use"
    sentence = "一度確定した班分けや、討議の記録などがある班分けは、削除できません。"
