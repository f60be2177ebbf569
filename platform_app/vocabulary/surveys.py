"""Codes of questionnaires, the questions that most events ask, and the rule on small counts."""

from dataclasses import dataclass

from platform_app.vocabulary.code import Code


class QuestionKind(Code):
    """What an answer to a question looks like."""

    STEPS = "steps", "5段階"
    CHOICE = "choice", "1つ選ぶ"
    MULTIPLE = "multiple", "いくつでも選ぶ"
    NUMBER = "number", "数字"
    TEXT = "text", "自由記述"


#: Kinds whose answers are chosen from a list.
CHOSEN = (QuestionKind.STEPS, QuestionKind.CHOICE, QuestionKind.MULTIPLE)
#: Options that a question of five steps has.
STEP_COUNT = 5


class SurveyStatus(Code):
    """Where a questionnaire stands."""

    DRAFT = "draft", "準備中"
    OPEN = "open", "回答受付中"
    CLOSED = "closed", "回答締切"


class AnswerChannel(Code):
    """How an answer came in."""

    PERSONAL = "personal", "個別のリンク"
    COMMON = "common", "共通のリンク"
    PAPER = "paper", "紙"


#: Counts of people from 1 to below this are not published.
SUPPRESS_BELOW = 3
SUPPRESSED = "少数のため非表示"
SUPPRESSION_RULE = (
    f"回答者の特定を防ぐため、{SUPPRESS_BELOW}人未満の数は「{SUPPRESSED}」としています。"
    "差引きで分からないように、次に少ない数なども非表示にしています。平均と自由記述は掲載していません。"
)


@dataclass(frozen=True)
class QuestionPlan:
    """One question: its kind, its words, the options to choose from, and whether it must be answered."""

    kind: str
    text: str
    options: tuple[str, ...] = ()
    is_required: bool = False


#: What most events ask (domain notes 2.6): offered for a new questionnaire, to be changed as wanted.
DEFAULT_QUESTIONS = (
    QuestionPlan(
        QuestionKind.STEPS,
        "全体として、いかがでしたか。",
        ("大変満足", "満足", "どちらともいえない", "不満", "大変不満"),
        is_required=True,
    ),
    QuestionPlan(
        QuestionKind.STEPS,
        "内容の程度は、いかがでしたか。",
        ("難しかった", "やや難しかった", "ちょうどよかった", "やや易しかった", "易しかった"),
    ),
    QuestionPlan(
        QuestionKind.STEPS,
        "時間の長さは、いかがでしたか。",
        ("長かった", "やや長かった", "ちょうどよかった", "やや短かった", "短かった"),
    ),
    QuestionPlan(
        QuestionKind.STEPS,
        "内容を理解できましたか。",
        ("よく理解できた", "おおむね理解できた", "どちらともいえない", "あまり理解できなかった", "理解できなかった"),
    ),
    QuestionPlan(
        QuestionKind.STEPS,
        "資料は分かりやすかったですか。",
        (
            "とても分かりやすかった",
            "分かりやすかった",
            "どちらともいえない",
            "分かりにくかった",
            "とても分かりにくかった",
        ),
    ),
    QuestionPlan(QuestionKind.TEXT, "よかったこと、改善してほしいことを、自由にお書きください。"),
    QuestionPlan(QuestionKind.TEXT, "今後、取り上げてほしいテーマや希望があれば、お書きください。"),
)
