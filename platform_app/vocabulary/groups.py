"""Codes of groups of four: sizes, roles, requests, rules and the state of a grouping."""

from platform_app.vocabulary.code import Code

#: How many sit at one table when nothing is in the way.
GROUP_SIZE = 4
#: Fewer than this are no group.
LEAST_SIZE, MOST_SIZE = 3, 5


class SizePolicy(Code):
    """What becomes of those who are left over when groups are of four."""

    THREES = "threes", "余りは3人組"
    FIVES = "fives", "余りは5人組"


class SizeNote(Code):
    """Why the sizes are not what the policy says: a sentence for few people."""

    NONE = "", ""
    TOO_FEW = "too_few", "3人に満たないため、班を作れません。2人だけの班は作りません。"
    ONE_OF_FIVE = "one_of_five", "5人のときは、3人組と2人組に分けず、5人の1班にします。"
    NO_FIVES = "no_fives", "この人数では5人組を作れないため、余りを3人組にします。"


class PeopleSource(Code):
    """Whom a grouping is made of."""

    CONFIRMED = "confirmed", "参加が確定している方"
    PRESENT = "present", "受付を済ませた方（出席・遅刻）"


class TableRole(Code):
    """What one person does at a table."""

    NONE = "", ""
    FACILITATOR = "facilitator", "進行"
    RECORDER = "recorder", "記録"
    PRESENTER = "presenter", "発表"


class WishKind(Code):
    """What the office asks for about certain people."""

    TOGETHER = "together", "同じ班にする"
    APART = "apart", "別の班にする"
    MAY_LEAD = "may_lead", "進行をお願いできる"
    MAY_RECORD = "may_record", "記録をお願いできる"


class GroupingStatus(Code):
    """Where a grouping stands."""

    DRAFT = "draft", "案"
    CONFIRMED = "confirmed", "確定"


class Rule(Code):
    """The rules that a grouping is judged by, the weightiest first."""

    REQUEST = "request", "同じ班・別の班の指定"
    ACCESS = "access", "席の配慮"
    ORGANISATION = "organisation", "同じ団体は別の班"
    ROLE = "role", "進行・記録をお願いできる方"
    MET = "met", "前に同じ班になった人どうし"
    MET_ORGANISATION = "met_organisation", "前に同じ班になった団体どうし"
    NEWCOMER = "newcomer", "はじめての方だけの班"
    KIND = "kind", "同じ団体種別"
    AREA = "area", "同じ市町村"
    FIELD = "field", "同じ活動分野"


#: Rules that a grouping must keep when they can be kept.
HARD_RULES = (Rule.REQUEST, Rule.ACCESS, Rule.ORGANISATION, Rule.ROLE)


class MoveReason(Code):
    """Why a repair moves somebody."""

    WALK_IN = "walk_in", "まだ班がないため"
    TOO_SMALL = "too_small", "元の班の人数が足りなくなったため"
    FILLS = "fills", "人数の足りない班を補うため"
    TOO_LARGE = "too_large", "元の班の人数が多すぎるため"
    RULE = "rule", "同じ団体・別の班などの決まりを守るため"


class Cause(Code):
    """What a conflict is made of."""

    WISH = "wish", "指定"
    ORGANISATION = "organisation", "同じ団体は別の班"
    LOCK = "lock", "席の固定"
    ACCESS = "access", "席の配慮"
