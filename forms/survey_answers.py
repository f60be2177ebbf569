"""Answering a questionnaire: a form made of its questions."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, cast

from wtforms import Field

from forms.base import OneTimeForm
from forms.choice_fields import Checkboxes, Radios
from forms.event_lines import number_fault
from forms.fields import LongText, Number
from platform_app.vocabulary.surveys import QuestionKind

MOST_NUMBER = 999_999
#: Letters of an option up to which five stand side by side on a wide screen.
SHORT_OPTION = 9
NO_NAMES = "お名前など、個人が分かることは書かないでください。"
NOTHING_ANSWERED = "1つ以上の設問に回答してください。"


class Asked(Protocol):
    """What a form needs to know of a question."""

    id: int
    kind: str
    text: str
    options: list[str]
    is_required: bool


class AnswerForm(OneTimeForm):
    """The questions of one questionnaire as fields; made by ``answer_form``."""

    asked: Sequence[Asked] = ()
    may_be_blank = False

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields, the numbers, and that something was answered at all."""
        is_valid = bool(super().validate(extra_validators))
        for question in self.asked:
            box = self[_name(question)]
            if question.kind == QuestionKind.NUMBER and not box.errors:
                sentence = number_fault("回答", box.data, least=0, most=MOST_NUMBER)
                if sentence:
                    self.add_error(box.short_name, sentence)
                    is_valid = False
        if is_valid and not self.may_be_blank and not self.answers():
            self.add_error(None, NOTHING_ANSWERED)
            return False
        return is_valid

    def answers(self) -> dict[str, Any]:
        """Return what was answered by question id; what was left out is absent."""
        read = ((question, _read(question, self[_name(question)].data)) for question in self.asked)
        return {str(question.id): value for question, value in read if value not in (None, "", [])}

    def show(self, answers: Mapping[str, Any]) -> None:
        """Show stored answers."""
        for question in self.asked:
            self[_name(question)].process_data(_shown(answers.get(str(question.id))))

    @property
    def question_fields(self) -> list[Field]:
        """Return the fields of the questions, in order."""
        return [self[_name(question)] for question in self.asked]


class PaperForm(AnswerForm):
    """One paper that came back."""

    may_be_blank = True
    sheet_number = Number(
        "用紙番号", required=True, limit=5, hint="紙に書いた通し番号。同じ番号で保存すると訂正になります。"
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the number of the sheet as well."""
        is_valid = super().validate(extra_validators)
        sentence = number_fault("用紙番号", self.sheet_number.data, least=1, most=99_999)
        if sentence and not self.sheet_number.errors:
            self.add_error("sheet_number", sentence)
        return is_valid and not sentence


def answer_form(questions: Sequence[Asked], *, is_paper: bool = False) -> AnswerForm:
    """Return a form that asks these questions; on paper nothing is required."""
    fields = {
        _name(question): _field(question, f"{number}　{question.text}", is_paper=is_paper)
        for number, question in enumerate(questions, start=1)
    }
    base = PaperForm if is_paper else AnswerForm
    made = type("SurveyAnswerForm", (base,), {**fields, "asked": tuple(questions)})
    return cast("AnswerForm", made())


def _name(question: Asked) -> str:
    return f"q{question.id}"


def _field(question: Asked, label: str, *, is_paper: bool) -> Any:
    asks = question.is_required and not is_paper
    choices = [(str(number), option) for number, option in enumerate(question.options)]
    match question.kind:
        case QuestionKind.STEPS | QuestionKind.CHOICE:
            return RadioAnswer(
                label, choices=choices, required=asks, columns=len(choices) if _is_short(question) else None
            )
        case QuestionKind.MULTIPLE:
            return CheckboxAnswer(
                label, choices=choices, required=asks, hint="あてはまるものを、すべて選んでください。"
            )
        case QuestionKind.NUMBER:
            return NumberAnswer(label, required=asks, limit=7, hint="数字だけを入力してください。")
        case _:
            return TextAnswer(label, required=asks, limit=2000, rows=4, hint="" if is_paper else NO_NAMES)


class _Asking:
    """A field whose label is a whole question, which a refusal does not repeat."""

    @classmethod
    def refusal(cls, label: str) -> str:
        """Return the sentence that asks for an answer, with the number of the question."""
        return f"設問{label.split('　', 1)[0]}に回答してください。"


class RadioAnswer(_Asking, Radios):
    """One of the options."""


class CheckboxAnswer(_Asking, Checkboxes):
    """Any number of the options."""


class NumberAnswer(_Asking, Number):
    """A number."""


class TextAnswer(_Asking, LongText):
    """Free text."""


def _is_short(question: Asked) -> bool:
    return question.kind == QuestionKind.STEPS and max(map(len, question.options)) <= SHORT_OPTION


def _read(question: Asked, typed: Any) -> Any:
    """Return what was typed as it is stored, None when nothing was."""
    if question.kind == QuestionKind.MULTIPLE:
        return sorted(int(code) for code in typed)
    if question.kind == QuestionKind.TEXT:
        return str(typed or "").strip()
    return int(typed) if str(typed or "").strip() else None


def _shown(stored: Any) -> Any:
    return [str(number) for number in stored] if isinstance(stored, list) else stored
