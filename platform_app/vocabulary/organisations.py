"""Codes that describe an organisation."""

from platform_app.vocabulary.code import Code


class OrganisationKind(Code):
    """団体種別: the legal or practical form of an organisation."""

    STATE_OR_PREFECTURE = "state_or_prefecture", "国・県の機関"
    MUNICIPALITY = "municipality", "市町村"
    WELFARE_COUNCIL = "welfare_council", "社会福祉協議会"
    WELFARE_CORPORATION = "welfare_corporation", "社会福祉法人"
    NPO = "npo", "NPO法人"
    CERTIFIED_NPO = "certified_npo", "認定NPO法人"
    ASSOCIATION = "association", "一般社団法人・公益社団法人"
    FOUNDATION = "foundation", "一般財団法人・公益財団法人"
    MEDICAL_CORPORATION = "medical_corporation", "医療法人"
    SCHOOL = "school", "学校法人・学校"
    COOPERATIVE = "cooperative", "協同組合"
    COMPANY = "company", "株式会社等"
    VOLUNTARY = "voluntary", "任意団体"
    OTHER = "other", "その他"


#: Kinds that have no corporate number of their own as a rule.
KINDS_WITHOUT_CORPORATE_NUMBER = frozenset({OrganisationKind.VOLUNTARY, OrganisationKind.OTHER})


class Theme(Code):
    """活動分野: whom or what the organisation's work on loneliness is about."""

    YOUTH = "youth", "子ども・若者"
    SINGLE_PARENT = "single_parent", "ひとり親"
    CHILDCARE = "childcare", "産後・子育て"
    WITHDRAWAL = "social_withdrawal", "ひきこもり"
    TRUANCY = "truancy", "不登校"
    YOUNG_CARER = "young_carer", "ヤングケアラー"
    ELDERLY = "elderly", "高齢者"
    POVERTY = "poverty", "生活困窮"
    DISABILITY = "disability", "障がい"
    FOREIGN_RESIDENTS = "foreign_residents", "外国人"
    ABUSE = "abuse", "DV・虐待"
    SUICIDE_PREVENTION = "suicide_prevention", "自殺対策"
    PLACE_TO_BE = "place_to_be", "居場所"
    EMPLOYMENT = "employment", "就労"
    FOOD = "food", "食支援"
    INTERMEDIARY = "intermediary", "中間支援"
    OTHER = "other", "その他"


class NpoField(Code):
    """The twenty fields of the NPO act (特定非営利活動促進法 別表), by their number."""

    HEALTH_WELFARE = "npo01", "保健・医療・福祉"
    SOCIAL_EDUCATION = "npo02", "社会教育"
    TOWN_BUILDING = "npo03", "まちづくり"
    TOURISM = "npo04", "観光"
    RURAL = "npo05", "農山漁村・中山間地域"
    CULTURE_SPORTS = "npo06", "学術・文化・芸術・スポーツ"
    ENVIRONMENT = "npo07", "環境保全"
    DISASTER_RELIEF = "npo08", "災害救援"
    COMMUNITY_SAFETY = "npo09", "地域安全"
    HUMAN_RIGHTS = "npo10", "人権擁護・平和"
    INTERNATIONAL = "npo11", "国際協力"
    GENDER_EQUALITY = "npo12", "男女共同参画"
    SOUND_GROWTH = "npo13", "子どもの健全育成"
    INFORMATION = "npo14", "情報化社会"
    SCIENCE = "npo15", "科学技術"
    ECONOMY = "npo16", "経済活動の活性化"
    VOCATIONAL = "npo17", "職業能力・雇用機会"
    CONSUMER = "npo18", "消費者保護"
    SUPPORT = "npo19", "団体の連絡・助言・援助"
    ORDINANCE = "npo20", "条例で定める活動"


class ActivityStage(Code):
    """Which of the three grounds for joining applies (source text: 参加団体)."""

    ACTIVE = "active", "現に取り組んでいる"
    PLANNED = "planned", "これから取り組みたい"
    INTERESTED = "interested", "関心がある"


class Visibility(Code):
    """Who may see one item of an entry."""

    PUBLIC = "public", "公開"
    MEMBERS = "members", "会員限定"
    PRIVATE = "private", "非公開"


class Standing(Code):
    """What one line of the register says of the organisation."""

    ACTIVE = "active", "在籍"
    SUSPENDED = "suspended", "休止"
    WITHDRAWN = "withdrawn", "退会"
    EXPELLED = "expelled", "除名"
    MERGED = "merged", "合併"
    VOID = "void", "取消"


class RegisterChange(Code):
    """Why a line was added to the register (異動事由)."""

    JOIN = "join", "入会"
    CHANGE = "change", "変更"
    CORRECTION = "correction", "訂正"
    RENAME = "rename", "改称"
    MERGER = "merger", "合併"
    INCORPORATION = "incorporation", "法人化"
    SUSPENSION = "suspension", "休止"
    RESUMPTION = "resumption", "再開"
    WITHDRAWAL = "withdrawal", "退会"
    EXPULSION = "expulsion", "除名"
    REVERSAL = "reversal", "決定の取消し"
