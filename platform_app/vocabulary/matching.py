"""Partners found by what each needs and offers: codes, words that meet, and the sentences that say why."""

from collections.abc import Mapping, Sequence

from platform_app.vocabulary.code import Code
from platform_app.vocabulary.organisations import OrganisationKind as Kind


class IntroductionStatus(Code):
    """Where an introduction of two organisations stands."""

    WAITING = "waiting", "返事待ち"
    AGREED = "agreed", "双方同意"
    DECLINED = "declined", "見送り"
    WITHDRAWN = "withdrawn", "取りやめ"


class IntroductionAnswer(Code):
    """What one of the two organisations has said."""

    NONE = "none", "未回答"
    AGREED = "agreed", "同意"
    DECLINED = "declined", "見送り"
    WITHDRAWN = "withdrawn", "取りやめ"


class MatchSide(Code):
    """Which of the two items of an entry a word stands in."""

    NEEDS = "needs", "求めていること"
    OFFERS = "offers", "提供できること"


#: Words that mean the same to somebody who looks for a partner, by the word that stands for all of them.
CONCEPTS: Mapping[str, tuple[str, ...]] = {
    "会場": ("会場", "場所", "会議室", "スペース", "部屋", "ホール", "集会所", "公民館", "空き家", "空き店舗"),
    "人手": ("人手", "ボランティア", "担い手", "スタッフ", "お手伝い", "手伝い", "運営の手"),
    "講師": ("講師", "講演", "講義", "出前講座", "ファシリテーター", "登壇"),
    "資金": ("資金", "助成", "寄付", "寄附", "協賛", "補助金"),
    "食料": ("食料", "食材", "食品", "食糧", "お米", "野菜", "フードバンク", "フードドライブ", "食べ物", "弁当"),
    "広報": ("広報", "周知", "チラシ", "ポスター", "情報発信", "宣伝", "ＰＲ", "ホームページ"),
    "送迎": ("送迎", "車両", "車の運転", "車を出", "移動支援", "運転手"),
    "物品": ("物品", "備品", "机", "パソコン", "プロジェクター", "おもちゃ", "衣類", "日用品", "生理用品", "おむつ"),
    "相談": ("相談", "傾聴", "話し相手", "カウンセリング"),
    "見守り": ("見守り", "みまもり", "声かけ", "声掛け", "訪問"),
    "居場所": ("居場所", "いばしょ", "サロン", "コミュニティカフェ", "たまり場"),
    "子ども食堂": ("子ども食堂", "こども食堂", "子供食堂", "地域食堂"),
    "子ども": ("子ども", "こども", "子供", "児童"),
    "若者": ("若者", "青年", "学生", "大学生", "ユース"),
    "高齢者": ("高齢者", "お年寄り", "シニア", "老人"),
    "ひきこもり": ("ひきこもり", "引きこもり", "引き籠もり"),
    "不登校": ("不登校", "フリースクール"),
    "ひとり親": ("ひとり親", "一人親", "シングルマザー", "シングルファザー", "母子家庭", "父子家庭"),
    "ヤングケアラー": ("ヤングケアラー",),
    "子育て": ("子育て", "育児", "産後", "ママ"),
    "学習支援": ("学習支援", "勉強", "学習会", "学習ボランティア", "家庭教師"),
    "就労": ("就労", "就職", "仕事", "職場体験", "インターン", "働く場", "雇用"),
    "外国人": ("外国人", "多文化", "通訳", "翻訳", "日本語教室"),
    "障がい": ("障がい", "障害", "しょうがい"),
    "生活困窮": ("生活困窮", "貧困", "困窮"),
    "専門職": ("専門職", "弁護士", "司法書士", "看護師", "保健師", "社会福祉士", "臨床心理士", "公認心理師"),
    "買い物": ("買い物", "買物", "移動販売"),
    "デジタル": ("デジタル", "スマートフォン", "スマホ", "オンライン", "ＩＣＴ"),
    "農業": ("農業", "畑", "農園", "農作業", "収穫"),
    "防災": ("防災", "避難", "災害"),
    "調査": ("調査", "アンケート", "データ"),
    "紹介": ("つなぎ先", "つなぎ役", "紹介先", "連携先", "協力者", "協力先"),
}

_STOPPED = (
    "支援 活動 提供 団体 地域 連携 協力 実施 可能 希望 募集 孤独 孤立 対策 必要 方々 情報 事業 "
    "開催 参加 対応 対象 関係 各種 全般 一緒 場合 以上 以下 程度 関心 課題 問題 取組 機会 内容 "
    "県内 市内 町内 全域 今後 現在 毎月 毎週 年間 組織 機関 運営 利用 使用 活用 共有 交流 体制 "
    "推進 促進 充実 向上 解決 確保 依頼 検討 相互 何卒 宜敷 当会 当社 当方 弊社 貴団 私達 自分 "
    "自身 皆様 無料 有料 随時 平日 休日 午前 午後 時間 曜日 サポート イベント "
)
#: Words in which many texts meet without having anything to do with each other.
STOP_WORDS: frozenset[str] = frozenset(_STOPPED.split())

#: Kinds by the position from which they work; two that differ can do for each other what neither can alone.
POSITIONS: Mapping[str, str] = {
    Kind.STATE_OR_PREFECTURE: "public",
    Kind.MUNICIPALITY: "public",
    Kind.WELFARE_COUNCIL: "public",
    Kind.COMPANY: "business",
    Kind.COOPERATIVE: "business",
    Kind.SCHOOL: "school",
    Kind.MEDICAL_CORPORATION: "medical",
    Kind.WELFARE_CORPORATION: "welfare",
    Kind.NPO: "civic",
    Kind.CERTIFIED_NPO: "civic",
    Kind.ASSOCIATION: "civic",
    Kind.FOUNDATION: "civic",
    Kind.VOLUNTARY: "civic",
}

YOU, THEY = "貴団体", "この団体"


def met_sentence(who: tuple[str, str], need: str, offer: str, words: Sequence[tuple[str, str]]) -> str:
    """Say that what one organisation needs and another offers meet, in their own words.

    ``who`` names the one that needs and the one that offers.
    """
    return f"{who[0]}が求めている『{need}』に、{who[1]}が提供できる『{offer}』が合います（{_words(words)}）。"


def _words(words: Sequence[tuple[str, str]]) -> str:
    met = (f"「{one}」" if one == other else f"「{one}」と「{other}」" for one, other in words)
    return f"共通する言葉：{'、'.join(met)}"


def sheet_sentence(title: str, who: tuple[str, str], need: str, offer: str, words: Sequence[tuple[str, str]]) -> str:
    """Say that an offer answers what stands as still to be done on a worksheet."""
    return (
        f"{who[0]}の相利評価表「{title}」にある『{need}』に、"
        f"{who[1]}が提供できる『{offer}』が合います（{_words(words)}）。"
    )


def themes_sentence(labels: Sequence[str]) -> str:
    """Say which fields both work in."""
    return f"どちらも「{'」「'.join(labels)}」を活動分野にしています。"


def same_place_sentence(place: str) -> str:
    """Say that both sit in one municipality or county."""
    return f"どちらの所在地も{place}です。"


def areas_sentence(places: Sequence[str]) -> str:
    """Say where the areas of both overlap."""
    return f"活動区域がどちらも{'・'.join(places)}です。"


def kinds_sentence(one: str, other: str) -> str:
    """Say that both work from different positions."""
    return f"{one}と{other}で、立場の違う団体どうしです。"
