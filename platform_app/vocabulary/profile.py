"""The items of an organisation's entry, declared once.

Forms, printed forms, the register's columns, the list of differences, the
import's column matching and the visibility filter all read this table
(domain notes 1.7: the superset of real registration forms).
"""

from dataclasses import dataclass
from enum import Enum

from platform_app.vocabulary.organisations import Visibility

PUBLIC, MEMBERS, PRIVATE = Visibility.PUBLIC, Visibility.MEMBERS, Visibility.PRIVATE


class ItemKind(Enum):
    """How an item is typed, checked and laid out."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    KANA = "kana"
    KIND = "kind"
    STAGE = "stage"
    CORPORATE_NUMBER = "corporate_number"
    POSTAL_CODE = "postal_code"
    MUNICIPALITY = "municipality"
    MUNICIPALITIES = "municipalities"
    THEMES = "themes"
    NPO_FIELDS = "npo_fields"
    PHONE = "phone"
    EMAIL = "email"
    URL = "url"
    PARTIAL_DATE = "partial_date"


#: Kinds stored as a list of codes; every other kind is stored as text.
LIST_KINDS = frozenset({ItemKind.MUNICIPALITIES, ItemKind.THEMES, ItemKind.NPO_FIELDS})


@dataclass(frozen=True)
class ProfileItem:
    """One item of an entry.

    ``visibility`` is the default audience, None where the item never leaves the
    office; ``choosable`` says whether the organisation may choose it; ``minor``
    marks items whose change takes effect without approval; ``fixed`` items can
    not be switched off by the office; ``limit`` counts characters.
    """

    key: str
    label: str
    group: str
    kind: ItemKind = ItemKind.TEXT
    required: bool = False
    fixed: bool = False
    visibility: Visibility | None = None
    choosable: bool = False
    minor: bool = False
    limit: int = 120
    hint: str = ""


ORGANISATION, ADDRESS, CONTACT, ACTIVITY = "団体について", "所在地", "連絡先", "活動について"

PROFILE_ITEMS: tuple[ProfileItem, ...] = (
    ProfileItem(
        "name",
        "団体名",
        ORGANISATION,
        required=True,
        fixed=True,
        visibility=PUBLIC,
        limit=200,
        hint="法人の種別も含めて、正式な名称を入力してください。",
    ),
    ProfileItem(
        "name_kana",
        "団体名フリガナ",
        ORGANISATION,
        ItemKind.KANA,
        required=True,
        fixed=True,
        visibility=PUBLIC,
        limit=300,
        hint="ひらがなで入力しても、カタカナに直します。",
    ),
    ProfileItem("short_name", "通称・略称", ORGANISATION, visibility=PUBLIC),
    ProfileItem("kind", "団体種別", ORGANISATION, ItemKind.KIND, required=True, fixed=True, visibility=PUBLIC),
    ProfileItem(
        "corporate_number",
        "法人番号",
        ORGANISATION,
        ItemKind.CORPORATE_NUMBER,
        visibility=PUBLIC,
        limit=13,
        hint="13桁の番号です。法人番号のない団体は空欄のままにしてください。",
    ),
    ProfileItem(
        "representative_title",
        "代表者の役職",
        ORGANISATION,
        required=True,
        fixed=True,
        visibility=PUBLIC,
        limit=60,
        hint="例：理事長、代表、市長",
    ),
    ProfileItem(
        "representative_name", "代表者氏名", ORGANISATION, required=True, fixed=True, visibility=PUBLIC, choosable=True
    ),
    ProfileItem(
        "representative_kana", "代表者フリガナ", ORGANISATION, ItemKind.KANA, visibility=PRIVATE, choosable=True
    ),
    ProfileItem(
        "founded",
        "設立年月日",
        ORGANISATION,
        ItemKind.PARTIAL_DATE,
        visibility=PUBLIC,
        limit=30,
        hint="例：平成25年7月（年だけ、年月だけでも構いません）",
    ),
    ProfileItem(
        "headcount", "会員・職員数", ORGANISATION, visibility=PUBLIC, limit=60, hint="例：約30名（令和5年4月現在）"
    ),
    ProfileItem(
        "postal_code",
        "郵便番号",
        ADDRESS,
        ItemKind.POSTAL_CODE,
        required=True,
        fixed=True,
        limit=8,
        hint="例：770-8570",
    ),
    ProfileItem(
        "municipality",
        "市区町村",
        ADDRESS,
        ItemKind.MUNICIPALITY,
        required=True,
        fixed=True,
        visibility=PUBLIC,
        limit=6,
    ),
    ProfileItem(
        "address",
        "所在地",
        ADDRESS,
        required=True,
        fixed=True,
        visibility=PRIVATE,
        choosable=True,
        limit=200,
        hint="都道府県から番地まで入力してください。",
    ),
    ProfileItem("building", "建物名・階・部屋番号", ADDRESS, visibility=PRIVATE, choosable=True),
    ProfileItem("department", "担当部署", CONTACT),
    ProfileItem("contact_name", "担当者氏名", CONTACT, required=True, fixed=True),
    ProfileItem("contact_kana", "担当者フリガナ", CONTACT, ItemKind.KANA, fixed=True),
    ProfileItem(
        "phone",
        "電話番号",
        CONTACT,
        ItemKind.PHONE,
        required=True,
        fixed=True,
        visibility=PRIVATE,
        choosable=True,
        limit=40,
        hint="例：088-621-2179",
    ),
    ProfileItem("phone_extension", "内線番号", CONTACT, limit=20),
    ProfileItem("fax", "FAX番号", CONTACT, ItemKind.PHONE, visibility=PRIVATE, choosable=True, limit=40),
    ProfileItem(
        "email",
        "メールアドレス",
        CONTACT,
        ItemKind.EMAIL,
        required=True,
        fixed=True,
        visibility=PRIVATE,
        choosable=True,
        limit=254,
        hint="受付や審査結果のお知らせをお送りします。",
    ),
    ProfileItem(
        "website", "WebサイトURL", CONTACT, ItemKind.URL, visibility=PUBLIC, choosable=True, minor=True, limit=500
    ),
    ProfileItem(
        "social",
        "SNS",
        CONTACT,
        visibility=PUBLIC,
        choosable=True,
        minor=True,
        limit=300,
        hint="例：Instagram: tokushima_tsunagari",
    ),
    ProfileItem("themes", "活動分野", ACTIVITY, ItemKind.THEMES, required=True, fixed=True, visibility=PUBLIC),
    ProfileItem("npo_fields", "特定非営利活動の分野", ACTIVITY, ItemKind.NPO_FIELDS, visibility=PUBLIC),
    ProfileItem(
        "areas",
        "活動区域",
        ACTIVITY,
        ItemKind.MUNICIPALITIES,
        required=True,
        visibility=PUBLIC,
        hint="県内全域の場合は「県内全域」を選んでください。",
    ),
    ProfileItem("stage", "孤独・孤立対策への取組の段階", ACTIVITY, ItemKind.STAGE, required=True, visibility=PUBLIC),
    ProfileItem("purpose", "設立目的", ACTIVITY, ItemKind.LONG_TEXT, visibility=PUBLIC, limit=1000),
    ProfileItem(
        "activities",
        "孤独・孤立に関する活動の内容",
        ACTIVITY,
        ItemKind.LONG_TEXT,
        required=True,
        fixed=True,
        visibility=PUBLIC,
        limit=2000,
        hint="現在の活動、又はこれから取り組みたい活動を入力してください。",
    ),
    ProfileItem("track_record", "過去の実績・今後の計画", ACTIVITY, ItemKind.LONG_TEXT, limit=2000),
    ProfileItem("collaboration", "市町村・社会福祉協議会等との連携実績", ACTIVITY, ItemKind.LONG_TEXT, limit=2000),
    ProfileItem(
        "message", "一言PR", ACTIVITY, ItemKind.LONG_TEXT, visibility=PUBLIC, choosable=True, minor=True, limit=400
    ),
    ProfileItem(
        "offers", "提供できること", ACTIVITY, ItemKind.LONG_TEXT, visibility=MEMBERS, choosable=True, limit=1000
    ),
    ProfileItem(
        "needs", "求めていること", ACTIVITY, ItemKind.LONG_TEXT, visibility=MEMBERS, choosable=True, limit=1000
    ),
)

ITEMS_BY_KEY: dict[str, ProfileItem] = {item.key: item for item in PROFILE_ITEMS}
PROFILE_KEYS: tuple[str, ...] = tuple(ITEMS_BY_KEY)
CHOOSABLE_KEYS: tuple[str, ...] = tuple(item.key for item in PROFILE_ITEMS if item.choosable)
MINOR_KEYS: frozenset[str] = frozenset(item.key for item in PROFILE_ITEMS if item.minor)
LIST_KEYS: frozenset[str] = frozenset(item.key for item in PROFILE_ITEMS if item.kind in LIST_KINDS)

#: The code in ``areas`` that means the whole prefecture (or, nationally, the whole country).
WHOLE_AREA = "all"
WHOLE_AREA_LABEL = "県内全域"
