"""The many ways in which offices write one value."""

import re
import unicodedata
from typing import Final

from platform_app.folding import search_key
from platform_app.vocabulary.organisations import ActivityStage, NpoField, OrganisationKind, Theme
from platform_app.vocabulary.profile import WHOLE_AREA_LABEL

#: A cell that says "as above".
DITTO: Final = frozenset({"〃", "″", "”", "“", '"', "〻", "仝", "々", "同上", "同じ", "上に同じ", "同　上", "同 上"})
#: A cell that says "none" where a code, a number or an address is expected.
NONE_MARKS: Final = frozenset(
    {
        "なし",
        "無し",
        "無",
        "ナシ",
        "未設定",
        "未登録",
        "該当なし",
        "該当無し",
        "ありません",
        "－",
        "―",
        "—",
        "─",
        "ー",
        "-",
        "–",
        "‐",
        "−",
        "~",
        "〜",
        "～",
        "×",
        "✕",
        "/",
        "／",
        "*",
        "・",
        "n/a",
        "na",
        "none",
        "--",
        "---",
        "－－",
        "ーー",
    }
)
#: The same for free text, where an ASCII hyphen may have been typed on purpose.
NONE_MARKS_OF_TEXT: Final = frozenset({"なし", "無し", "－", "―", "ー", "─", "該当なし"})

K = OrganisationKind
_KINDS: Final[dict[OrganisationKind, tuple[str, ...]]] = {
    K.STATE_OR_PREFECTURE: (
        "国",
        "県",
        "国の機関",
        "県の機関",
        "国・県",
        "国機関",
        "県機関",
        "国・県機関",
        "都道府県",
        "徳島県",
    ),
    K.MUNICIPALITY: (
        "市町",
        "市",
        "町",
        "村",
        "市区町村",
        "自治体",
        "地方公共団体",
        "地方自治体",
        "行政",
        "行政機関",
        "町村",
    ),
    K.WELFARE_COUNCIL: (
        "社協",
        "社会福祉協議会",
        "社会福祉法人（社協）",
        "市町村社協",
        "県社協",
        "市町村社会福祉協議会",
    ),
    K.WELFARE_CORPORATION: ("社福", "(福)", "社会福祉", "福祉法人"),
    K.NPO: (
        "NPO",
        "特定非営利活動法人",
        "特活",
        "(特活)",
        "特非",
        "(特非)",
        "NPO団体",
        "特定非営利活動法人（NPO法人）",
        "NPO法人（特定非営利活動法人）",
        "特定非営利法人",
    ),
    K.CERTIFIED_NPO: ("認定NPO", "認定特定非営利活動法人", "認定特非", "特例認定NPO法人", "認定NPO法人等"),
    K.ASSOCIATION: (
        "一般社団法人",
        "公益社団法人",
        "一般社団",
        "公益社団",
        "社団法人",
        "社団",
        "(一社)",
        "(公社)",
        "一社",
        "公社",
        "一般社団・公益社団",
        "一般・公益社団法人",
    ),
    K.FOUNDATION: (
        "一般財団法人",
        "公益財団法人",
        "一般財団",
        "公益財団",
        "財団法人",
        "財団",
        "(一財)",
        "(公財)",
        "一財",
        "公財",
        "一般財団・公益財団",
        "一般・公益財団法人",
    ),
    K.MEDICAL_CORPORATION: ("医療法人社団", "医療法人財団", "社会医療法人", "病院", "医療機関", "(医)", "診療所"),
    K.SCHOOL: (
        "学校法人",
        "学校",
        "大学",
        "高等学校",
        "専門学校",
        "教育機関",
        "(学)",
        "国立大学法人",
        "公立大学法人",
        "大学法人",
    ),
    K.COOPERATIVE: (
        "生協",
        "農協",
        "JA",
        "生活協同組合",
        "農業協同組合",
        "労働者協同組合",
        "協同組合等",
        "組合",
        "漁協",
    ),
    K.COMPANY: (
        "企業",
        "民間企業",
        "会社",
        "株式会社",
        "有限会社",
        "合同会社",
        "合資会社",
        "合名会社",
        "営利企業",
        "事業者",
        "企業等",
        "民間事業者",
        "(株)",
        "(有)",
        "法人（営利）",
        "営利法人",
    ),
    K.VOLUNTARY: (
        "任意",
        "ボランティア団体",
        "市民団体",
        "民間団体",
        "当事者団体",
        "住民団体",
        "ボランティア",
        "自助グループ",
        "家族会",
        "任意団体等",
        "法人格なし",
        "市民活動団体",
        "その他任意団体",
    ),
    K.OTHER: ("その他", "その他団体", "宗教法人", "他", "その他法人"),
}
#: Legal forms at the beginning or the end of a name, the longer first.
_KIND_OF_NAME: Final[tuple[tuple[str, OrganisationKind], ...]] = (
    ("社会福祉協議会", K.WELFARE_COUNCIL),
    ("認定特定非営利活動法人", K.CERTIFIED_NPO),
    ("認定NPO法人", K.CERTIFIED_NPO),
    ("特定非営利活動法人", K.NPO),
    ("NPO法人", K.NPO),
    ("社会福祉法人", K.WELFARE_CORPORATION),
    ("社団法人", K.ASSOCIATION),
    ("財団法人", K.FOUNDATION),
    ("医療法人", K.MEDICAL_CORPORATION),
    ("学校法人", K.SCHOOL),
    ("協同組合", K.COOPERATIVE),
    ("株式会社", K.COMPANY),
    ("有限会社", K.COMPANY),
    ("合同会社", K.COMPANY),
    ("(株)", K.COMPANY),
    ("(有)", K.COMPANY),
)
_THEMES: Final[dict[Theme, tuple[str, ...]]] = {
    Theme.YOUTH: (
        "子ども",
        "若者",
        "こども",
        "子供",
        "こども・若者",
        "子供・若者",
        "子ども若者",
        "子ども・若者支援",
        "若者支援",
        "青少年",
    ),
    Theme.SINGLE_PARENT: ("ひとり親家庭", "一人親", "母子家庭", "ひとり親支援", "父子家庭", "母子・父子家庭"),
    Theme.CHILDCARE: ("産後", "子育て", "子育て支援", "産前・産後", "産前産後", "産後子育て", "妊産婦"),
    Theme.WITHDRAWAL: ("引きこもり", "ひきこもり支援", "引きこもり支援"),
    Theme.TRUANCY: ("不登校支援",),
    Theme.YOUNG_CARER: ("ヤングケアラー支援", "ケアラー"),
    Theme.ELDERLY: ("高齢者・独居", "独居高齢者", "高齢者支援", "独居", "高齢", "シニア"),
    Theme.POVERTY: ("困窮", "貧困", "生活困窮者", "生活困窮者支援", "生活困窮支援", "ホームレス"),
    Theme.DISABILITY: ("障害", "障がい者", "障害者", "障碍", "障がい者支援", "障害者支援", "障がい児者", "障害児者"),
    Theme.FOREIGN_RESIDENTS: ("外国人支援", "多文化共生", "外国人住民", "在留外国人"),
    Theme.ABUSE: ("DV", "虐待", "DV虐待", "DV・虐待防止", "女性支援", "DV被害者"),
    Theme.SUICIDE_PREVENTION: ("自殺", "自死", "自殺防止", "自殺予防", "自死遺族"),
    Theme.PLACE_TO_BE: ("居場所づくり", "居場所作り", "居場所支援", "サロン"),
    Theme.EMPLOYMENT: ("就労支援", "就職", "雇用", "就業"),
    Theme.FOOD: ("食", "食料支援", "フードバンク", "こども食堂", "子ども食堂", "食糧支援", "フードパントリー"),
    Theme.INTERMEDIARY: ("中間支援組織", "ネットワーク", "団体支援"),
    Theme.OTHER: ("他",),
}
_STAGES: Final[dict[ActivityStage, tuple[str, ...]]] = {
    ActivityStage.ACTIVE: ("取り組んでいる", "実施中", "活動中", "現に取組", "取組中"),
    ActivityStage.PLANNED: ("これから取り組む", "予定", "検討中", "取り組みたい"),
    ActivityStage.INTERESTED: ("関心あり", "関心"),
}
WHOLE_AREA_WORDS: Final = frozenset(
    {
        "県内全域",
        "全県",
        "県全域",
        "徳島県全域",
        "徳島県内全域",
        "全域",
        "県内",
        WHOLE_AREA_LABEL,
    }
)

KIND_BY_KEY: Final = {
    **{search_key(word): kind for kind, words in _KINDS.items() for word in words},
    **{search_key(kind.label): kind for kind in K},
    **{kind.value: kind for kind in K},
}
THEME_BY_KEY: Final = {
    **{search_key(word): theme for theme, words in _THEMES.items() for word in words},
    **{search_key(theme.label): theme for theme in Theme},
    **{search_key(theme.value): theme for theme in Theme},
}
NPO_FIELD_BY_KEY: Final = {
    **{search_key(field.label): field for field in NpoField},
    **{search_key(field.value): field for field in NpoField},
    **{f"{number}": field for number, field in enumerate(NpoField, 1)},
    **{f"第{number}号": field for number, field in enumerate(NpoField, 1)},
    **{f"{number}号": field for number, field in enumerate(NpoField, 1)},
}
STAGE_BY_KEY: Final = {
    **{search_key(word): stage for stage, words in _STAGES.items() for word in words},
    **{search_key(stage.label): stage for stage in ActivityStage},
    **{stage.value: stage for stage in ActivityStage},
}
WHOLE_AREA_KEYS: Final = frozenset(search_key(word) for word in WHOLE_AREA_WORDS)

#: Separators that never stand inside a value; the middle dot may, and is tried last.
LIST_SEPARATORS: Final = re.compile(r"[、，,;；/／\n\r|｜]+")
MIDDLE_DOT: Final = "・"

MEMBER_NUMBER: Final = re.compile(r"(?:no\.?|第)?\s*([0-9]{1,9})\s*(?:号|番)?", re.IGNORECASE)
#: Posts by which a cell with post and name together is divided, when a blank stands between.
POSTS: Final = re.compile(r"^(?P<title>\S*(?:長|事|表|役|者|締|事務局|人|員|授|夫|務))[\s\u3000]+(?P<name>\S.*)$")
#: What a remark says of one who left, and the date in it.
LEAVING: Final = re.compile("退会|脱退|脱会|解散|登録抹消")
DATE_IN_TEXT: Final = re.compile(
    r"(?:令和|平成|昭和|西暦|[RHSrhs])?\s*(?:元|[0-9]{1,4})\s*[年./-]\s*[0-9]{1,2}\s*[月./-]\s*[0-9]{1,2}\s*日?"
)


def kind_in_name(name: str) -> OrganisationKind | None:
    """Return the kind that the legal form in a name tells, or None."""
    folded = unicodedata.normalize("NFKC", name)
    return next((kind for word, kind in _KIND_OF_NAME if word in folded), None)
