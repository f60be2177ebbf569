"""Fictional entries that the tests print: empty, typical, longest, and rare characters."""

from dataclasses import replace

from platform_app.vocabulary.office import Desk, Office
from platform_app.vocabulary.profile import PROFILE_ITEMS, ItemKind
from reports.documents import entry_values

OFFICE = Office(
    platform_name="みほん孤独・孤立対策官民連携プラットフォーム",
    office_name="見本県地域共生課",
    department="地域共生担当",
    postal_code="000-0000",
    address="見本県見本市本町1丁目1番地",
    fax="000-000-0001",
    email="office@example.jp",
    desks=(Desk("入会・登録内容", "000-000-0002"),),
)
#: An office with two desks and a long address of mail, whose lines fill a box.
MANY_WAYS = replace(
    OFFICE,
    email="kodoku-koritsu-taisaku-tanto@pref.mihon.example.jp",
    desks=(Desk("入会・登録内容", "000-000-0002"), Desk("セミナー・情報交換会", "000-000-0003")),
)

#: Names and texts that have broken other people's printing.
RARE = (
    "NPO法人You&ゆう",
    "㈱つながる",
    "株式会社　ひだまり",
    "髙橋 﨑山 𠮷田 德永 渡邉 渡邊 齋藤 濵口 草彅",
    "葛󠄀城市 辻󠄀",
    "塚\ufa10 神\ufa19 福\ufa1b",
    "ﾈｯﾄﾜｰｸ徳島",
    "一般社団法人「こもれび」",
    "NPO法人A＆B・C",
    "𣘺本　𡈽田　𠀋",
    "めんどり👩‍👧‍👦の会",
    "Ⅳ①㌔㍻㋿",
    "O'Brien & Söhne",
    "か\u3099っこう",
    "<b>太字</b>",
    "&amp; &lt; &nbsp;",
    "{name}{0} %s",
    "{{7*7}}",
    "${7*7}",
    "\t=1",
    "</para><font color=red>",
    "=1+1",
    "+81-88-000-0000",
    "00123",
)

TYPICAL_ENTRY: dict[str, str | list[str]] = {
    "name": "特定非営利活動法人ひだまりの会",
    "name_kana": "トクテイヒエイリカツドウホウジンヒダマリノカイ",
    "short_name": "ひだまり",
    "kind": "npo",
    "corporate_number": "8000012010038",
    "representative_title": "理事長",
    "representative_name": "見本　花子",
    "representative_kana": "ミホン　ハナコ",
    "founded": "2013-07",
    "headcount": "約30名（令和5年4月現在）",
    "postal_code": "000-0000",
    "municipality": "000000",
    "address": "見本県見本市南町2丁目3番地4",
    "building": "みほんビル5階",
    "department": "事務局",
    "contact_name": "例示　太郎",
    "contact_kana": "レイジ　タロウ",
    "phone": "000-000-0003",
    "phone_extension": "12",
    "fax": "000-000-0004",
    "email": "hidamari@example.jp",
    "website": "https://hidamari.example.jp/",
    "social": "Instagram: hidamari_example",
    "themes": ["youth", "single_parent", "place_to_be", "food"],
    "npo_fields": ["npo01", "npo13"],
    "areas": ["all"],
    "stage": "active",
    "purpose": "地域の人と人とのつながりをつくり、誰もが孤立することなく暮らせるまちづくりに寄与する。",
    "activities": "毎週土曜日に子ども食堂を開き、子どもと保護者、高齢者が一緒に食事をしています。"
    "また、ひとり親家庭への食料の配布（月1回）、電話とメールによる相談、居場所「ひだまり」の運営を行っています。",
    "track_record": "令和4年度は子ども食堂を48回開催し、延べ1,920人が参加した。",
    "collaboration": "見本市社会福祉協議会と食料の配布で連携している。",
    "message": "お気軽にお立ち寄りください。",
    "offers": "会場（40名まで）、食材の保管場所",
    "needs": "ボランティア、食材の寄付",
}


def longest_entry() -> dict[str, str | list[str]]:
    """Every item at its limit, with no place to break but between characters."""
    entry: dict[str, str | list[str]] = {}
    for item in PROFILE_ITEMS:
        pattern = "とても長い「名称」であり、" if item.kind is not ItemKind.URL else "https://example.jp/very-long-path"
        entry[item.key] = (pattern * item.limit)[: item.limit]
    return entry | {
        "kind": "association",
        "stage": "planned",
        "founded": "2013-07-14",
        "areas": ["all", *map(str, range(25))],
        "themes": ["youth", "elderly", "abuse"],
        "npo_fields": [f"npo{number:02}" for number in range(1, 21)],
    }


def rare_entry() -> dict[str, str | list[str]]:
    """Rare characters and hostile texts in every item that is typed."""
    entry: dict[str, str | list[str]] = {
        item.key: RARE[number % len(RARE)] + RARE[(number * 7 + 3) % len(RARE)]
        for number, item in enumerate(PROFILE_ITEMS)
    }
    return entry | {"kind": "npo", "stage": "active", "areas": ["all"], "themes": ["food"], "npo_fields": ["npo01"]}


ENTRIES = {"empty": {}, "typical": TYPICAL_ENTRY, "longest": longest_entry(), "rare": rare_entry()}


def values_of(entry_name: str) -> dict[str, object]:
    """Return what every document may be filled with, made from one of the entries."""
    if entry_name == "empty":
        return {}
    entry = ENTRIES[entry_name]
    texts = entry_values(PROFILE_ITEMS, entry, place_label=lambda code: f"見本市{code}")
    reasons = {"typical": "代表者が交代したため。", "longest": "理由は「とても長い」。" * 90, "rare": "".join(RARE)}
    reason = reasons[entry_name]
    return texts | {
        "submitted_on": "令和6年5月15日",
        "issued_on": "令和6年5月20日",
        "changed_on": "令和6年5月1日",
        "effective_on": "令和6年5月20日",
        "withdrawn_on": "令和6年6月30日",
        "due_on": "令和6年6月3日（月）",
        "receipt_number": "R6-0K7-3XQ",
        "member_number": "96",
        "document_number": "6孤対第12号",
        "declarations": "charter_read not_antisocial lawful_purpose privacy_read listing",
        "kind_label": "入会申請",
        "article": "第4条第2項第3号",
        "reason": reason,
        "remarks": "",
        "record_url": "https://platform.example.jp/staff/applications/R6-0K7-3XQ",
        "online_url": "https://platform.example.jp/apply/join",
        "printed_number": "様式1-R6",
        "changes": [
            {"label": "代表者氏名", "before": "見本　花子", "after": texts["representative_name"]},
            {"label": "孤独・孤立に関する活動の内容", "before": "（なし）", "after": texts["activities"]},
        ],
        "reasons": [
            {"label": "所在地", "reason": reason},
            {"label": "活動の内容", "reason": "具体的に記入してください。"},
        ],
    }
