"""What all fields share, and what those share into which a person types.

Every field takes ``required=`` (which also words the refusal), ``hint=``, and further
``validators=``. A kind of field that has rules of its own brings them along in ``rules``.
"""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from markupsafe import Markup
from wtforms import Field

from forms import widgets
from forms.validators import Length, MayBeEmpty, NoForbiddenCharacters, Required
from platform_app.folding import clean_text

Check = Callable[[Any, Any], Any]


class Described(Field):
    """A field with help, a marker, and a refusal worded for its kind."""

    #: How a missing value is asked for; one of 入力, 選択, 添付.
    verb = "入力"
    is_marked = True

    def __init__(
        self, label: str, validators: Sequence[Check] = (), *, required: bool = False, hint: str = "", **options: Any
    ) -> None:
        """Declare a field; ``required``, or a Required among the checks, asks for a value before all else."""
        asked = required or any(isinstance(check, Required) for check in validators)
        demand: Check = Required(self.refusal(label)) if asked else MayBeEmpty()
        others = [check for check in validators if not isinstance(check, Required)]
        super().__init__(label, [demand, *others], description=hint, **options)

    @classmethod
    def refusal(cls, label: str) -> str:
        """Return the sentence that asks for a missing value."""
        return f"{label}を{cls.verb}してください。"

    @property
    def anchor(self) -> str:
        """The id of the control to which the error summary leads."""
        return str(self.id)


class TextLike(Described):
    """A field into which a person types.

    ``limit`` counts characters. ``width`` is one of two, year, short, medium, long and full:
    the size of the box tells how much is expected.
    """

    widget: Callable[..., Markup] = staticmethod(widgets.text)
    input_type = "text"
    is_prose = False
    is_multiline = False
    default_width = "long"
    autocomplete: str | None = None
    inputmode: str | None = None
    #: The checks that every field of this kind makes.
    rules: ClassVar[tuple[Check, ...]] = ()

    def __init__(  # noqa: PLR0913 - each option is one attribute of the box
        self,
        label: str,
        validators: Sequence[Check] = (),
        *,
        limit: int | None = None,
        width: str | None = None,
        autocomplete: str | None = None,
        inputmode: str | None = None,
        readonly: bool = False,
        **options: Any,
    ) -> None:
        """Declare a field that is typed."""
        checks: list[Check] = [NoForbiddenCharacters(multiline=self.is_multiline), *self.rules]
        checks += [] if limit is None else [Length(limit)]
        super().__init__(label, [*checks, *validators], **options)
        self.limit, self.is_readonly = limit, readonly
        self.is_marked = self.is_marked and not readonly
        self.width = width or self.default_width
        self.autocomplete = autocomplete or self.autocomplete
        self.inputmode = inputmode or self.inputmode

    @property
    def shown(self) -> str:
        """The text that stands in the box."""
        return str(self.data)

    def process_data(self, value: Any) -> None:
        """Take a stored value; a field that is typed holds text, never None."""
        self.data = "" if value is None else str(value)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was typed and fold it the way this kind of field asks for."""
        if valuelist:
            self.data = self.fold(str(valuelist[0]))

    def fold(self, text: str) -> str:
        """Return the text as it will be stored; names lose nothing but outer white space."""
        return clean_text(text)
