"""Fields in which a person chooses.

Choices are (code, label) pairs, as ``Code.choices()`` of the vocabulary gives them;
they may be set on the form's instance when they come from elsewhere.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup
from wtforms import BooleanField, ValidationError

from forms import widgets
from forms.described import Check, Described
from platform_app.vocabulary.organisations import Visibility as VisibilityCode

Pairs = Iterable[tuple[str, str]]
NOT_A_CHOICE = "選択肢の中から選んでください。"


class Choices(Described):
    """What fields with a list of choices share; ``data`` is a code, or "" when none is chosen."""

    widget: Callable[..., Markup] = staticmethod(widgets.choices)
    verb = "選択"
    input_type = "radio"
    is_compact = False
    is_beside = False

    def __init__(  # noqa: PLR0913 - each option is one attribute of the choice
        self,
        label: str,
        validators: Sequence[Check] = (),
        *,
        choices: Pairs = (),
        columns: int | None = None,
        width: str | None = None,
        autocomplete: str | None = None,
        **options: Any,
    ) -> None:
        """Declare a choice; ``columns`` sets many choices in columns on wide screens."""
        super().__init__(label, validators, **options)
        self.choices, self.columns = list(choices), columns
        self.width, self.autocomplete = width, autocomplete

    @property
    def anchor(self) -> str:
        """The first choice, to which the error summary leads."""
        return f"{self.id}-0"

    def chosen(self) -> frozenset[str]:
        """Return the codes that are chosen now."""
        return frozenset({str(self.data)}) if self.data else frozenset()

    def iter_choices(self) -> list[tuple[str, str, bool]]:
        """Return (code, label, is chosen) of every choice."""
        chosen = self.chosen()
        return [(code, label, code in chosen) for code, label in self.choices]

    def process_data(self, value: Any) -> None:
        """Take a stored code."""
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the code that was sent; blanks alone choose nothing."""
        self.data = str(valuelist[0]).strip() if valuelist else ""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms passes the form
        """Refuse what was not offered."""
        if not self.chosen() <= {code for code, _ in self.choices}:
            sentence = f"{self.label.text}は{NOT_A_CHOICE}"
            raise ValidationError(sentence)


class Radios(Choices):
    """One of a few choices, all of them in sight."""


class Select(Choices):
    """One of many choices in a drop-down list; ``prompt`` is the line for "none chosen"."""

    widget = staticmethod(widgets.select)

    def __init__(
        self, label: str, validators: Sequence[Check] = (), *, prompt: str | None = "選択してください", **options: Any
    ) -> None:
        """Declare a drop-down list; ``prompt=None`` leaves no empty line."""
        super().__init__(label, validators, **options)
        self.prompt = prompt

    @property
    def anchor(self) -> str:
        """The list itself."""
        return str(self.id)

    def iter_choices(self) -> list[tuple[str, str, bool]]:
        """Return every choice, with the empty line first."""
        empty = [] if self.prompt is None else [("", self.prompt, not self.data)]
        return empty + super().iter_choices()


class Checkboxes(Choices):
    """Any number of choices; ``data`` is the list of codes in the order they were sent."""

    input_type = "checkbox"

    def chosen(self) -> frozenset[str]:
        """Return the codes that are ticked now."""
        return frozenset(self.data or ())

    def process_data(self, value: Any) -> None:
        """Take a stored list of codes."""
        self.data = [str(code) for code in value or ()]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the codes that were sent; boxes that are not ticked send nothing."""
        self.data = list(dict.fromkeys(str(code) for code in valuelist))


class Visibility(Radios):
    """The audience of one item, set small beside its field: 公開, 会員限定 or 非公開."""

    is_compact = is_beside = True
    is_marked = False

    def __init__(self, item: str, validators: Sequence[Check] = (), **options: Any) -> None:
        """Declare the audience of ``item``, which is the label of the field it stands beside."""
        options.setdefault("choices", VisibilityCode.choices())
        options.setdefault("required", True)
        super().__init__(f"{item}の公開範囲", validators, **options)


class SingleCheckbox(Described, BooleanField):
    """One statement to agree to; ``required`` means that it must be ticked."""

    widget = staticmethod(widgets.single_checkbox)

    def __init__(self, label: str, validators: Sequence[Check] = (), *, required: bool = False, **options: Any) -> None:
        """Declare a statement; an optional one carries no marker."""
        super().__init__(label, validators, required=required, **options)
        self.is_marked = required

    @classmethod
    def refusal(cls, label: str) -> str:  # noqa: ARG003 - the statement itself is too long to repeat
        """Return the sentence that asks for the tick."""
        return "内容を確認し、チェックを入れてください。"
