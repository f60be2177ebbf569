"""The office's forms of questionnaires, and the polls of the room."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import Field, FieldList, Form, FormField

from forms.base import PlatformForm
from forms.choice_fields import Radios, Select, SingleCheckbox
from forms.event_lines import number_fault
from forms.fields import LongText, Number, Text
from platform_app.vocabulary.surveys import CHOSEN, STEP_COUNT, QuestionKind, QuestionPlan

FIRST_LINES, MOST_LINES = 8, 40
FEWEST_OPTIONS, MOST_OPTIONS = 2, 20
MOST_NUMBER = 999_999


class QuestionForm(Form):
    """One question; one without words counts for nothing."""

    order = Number("順番", limit=4, hint="小さい順に並べます。")
    kind = Select("答え方", choices=QuestionKind.choices(), prompt=None)
    text = Text("設問", limit=200, width="full")
    options = LongText("選択肢", limit=2000, rows=5, hint="1行に1つ。5段階は、並べる順に5行。")
    is_required = SingleCheckbox("必ず回答してもらう")


class SurveyForm(PlatformForm):
    """The questions of a questionnaire, and the words before them."""

    introduction = LongText("はじめの文章", limit=1000, rows=3)
    questions = FieldList(FormField(QuestionForm), "設問")

    def show(self, introduction: str, plans: Sequence[QuestionPlan]) -> None:
        """Show stored questions, and empty ones below them."""
        self.introduction.data = introduction
        while self.questions.entries:
            self.questions.pop_entry()
        for number, plan in enumerate(plans, start=1):
            self.questions.append_entry({
                "order": number * 10, "kind": str(plan.kind), "text": plan.text,
                "options": "\n".join(plan.options), "is_required": plan.is_required,
            })  # fmt: skip
        while len(self.questions) < max(FIRST_LINES, len(plans) + 1):
            self.questions.append_entry()
        self.number()

    def number(self) -> None:
        """Name the lines."""
        for number, entry in enumerate(self.questions, start=1):
            entry.label.text = f"設問{number}"

    def more(self) -> None:
        """Add three empty lines."""
        for _ in range(min(3, MOST_LINES - len(self.questions))):
            self.questions.append_entry()
        self.number()

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields, then the options and the order of every question."""
        is_valid = bool(super().validate(extra_validators))
        self.number()
        for entry in self.questions:
            for box, sentence in _faults(entry.form):
                box.errors = [*box.errors, f"{entry.label.text}：{sentence}"]
                is_valid = False
        return is_valid

    def chosen(self) -> list[QuestionPlan]:
        """Return the questions that have words, in order."""
        filled = [entry.form for entry in self.questions if (entry.form.text.data or "").strip()]
        last = 10 * (MOST_LINES + 1)
        return [_plan(line) for line in sorted(filled, key=lambda line: int(line.order.data or last))]


def _faults(line: Any) -> list[tuple[Field, str]]:
    faults = [(line.order, number_fault("順番", line.order.data, least=0, most=9999))]
    if (line.text.data or "").strip():
        faults.append((line.options, options_fault(line.kind.data, lines_of(line.options.data))))
    elif lines_of(line.options.data):
        faults.append((line.text, "設問の文を入力してください。"))
    return [(box, sentence) for box, sentence in faults if sentence]


def options_fault(kind: str, options: Sequence[str]) -> str:
    """Return the sentence for options that do not suit a kind of question; '' when they do."""
    if kind not in CHOSEN:
        return "この答え方には、選択肢は要りません。空にしてください。" if options else ""
    if len(set(options)) < len(options):
        return "同じ選択肢があります。"
    if kind == QuestionKind.STEPS:
        return "" if len(options) == STEP_COUNT else f"5段階の選択肢を、{STEP_COUNT}行で入力してください。"
    return "" if FEWEST_OPTIONS <= len(options) <= MOST_OPTIONS else "選択肢を、2行から20行で入力してください。"


def lines_of(text: Any) -> list[str]:
    """Return the lines that hold something, without white space around them."""
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def _plan(line: Any) -> QuestionPlan:
    return QuestionPlan(line.kind.data, line.text.data, tuple(lines_of(line.options.data)), bool(line.is_required.data))


class DistributedForm(PlatformForm):
    """How many copies were given out."""

    distributed = Number(
        "配布数", limit=6, hint="紙とメールを合わせた数。空のときは、個別のリンクを送った数で計算します。"
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the number."""
        is_valid = bool(super().validate(extra_validators))
        sentence = number_fault("配布数", self.distributed.data, least=0, most=MOST_NUMBER)
        if sentence and is_valid:
            self.add_error("distributed", sentence)
        return is_valid and not sentence

    def number(self) -> int | None:
        """Return the number, None where none was typed."""
        return int(self.distributed.data) if str(self.distributed.data or "").strip() else None


class PollForm(PlatformForm):
    """One question to the room."""

    question = Text("質問", required=True, limit=100, width="full", hint="例：孤独・孤立の担当になって、何年目ですか。")
    options = LongText("選択肢", required=True, limit=1000, rows=6, hint="1行に1つ。2行から20行。")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the options."""
        is_valid = bool(super().validate(extra_validators))
        sentence = options_fault(QuestionKind.CHOICE, lines_of(self.options.data)) if is_valid else ""
        if sentence:
            self.add_error("options", sentence)
        return is_valid and not sentence

    def chosen(self) -> list[str]:
        """Return the options."""
        return lines_of(self.options.data)


class VoteForm(PlatformForm):
    """The choice of one person in the room."""

    option = Radios("選択肢", required=True)

    def offer(self, question: str, options: Sequence[str]) -> None:
        """Ask this question with these options."""
        self.option.label.text = question
        self.option.choices = [(str(number), option) for number, option in enumerate(options)]
