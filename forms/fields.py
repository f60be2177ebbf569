"""The fields into which a person types; ``{{ form.name }}`` gives the whole block.

Names and free text are kept as they are written; readings, codes and numbers are folded
into their usual form, so nobody is asked to type in another width.
"""

import re
from collections.abc import Sequence
from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, ValidationError
from wtforms.utils import unset_value

from forms import validators as rules
from forms import widgets
from forms.described import Check, Described, TextLike
from platform_app.folding import (
    fold_code,
    format_postal_code,
    normalise_email,
    normalise_phone,
    to_katakana,
)
from platform_app.numbering import normalise_corporate_number
from platform_app.web_addresses import fold_web_address

NOT_OURS = "画面の情報が正しく送られませんでした。画面を開き直してから送信してください。"


class Text(TextLike):
    """A line of text, kept as it was written."""

    is_prose = True


class LongText(TextLike):
    """Several lines of text, with a counter of the characters left."""

    widget = staticmethod(widgets.long_text)
    is_prose = is_multiline = True
    default_width = "full"

    def __init__(self, label: str, validators: Sequence[Check] = (), *, rows: int = 5, **options: Any) -> None:
        """Declare a text area of so many rows; it grows with its text where browsers can."""
        super().__init__(label, validators, **options)
        self.rows = rows


class Kana(TextLike):
    """A reading: hiragana and half-width kana become full-width katakana."""

    is_prose = True
    rules = (rules.Kana(),)

    def fold(self, text: str) -> str:
        """Return the reading in full-width katakana."""
        return to_katakana(text)


class CodeLike(TextLike):
    """A number or code: full width and every kind of hyphen are accepted."""

    default_width = "medium"

    def fold(self, text: str) -> str:
        """Return the code in half width."""
        return fold_code(text)


class Phone(CodeLike):
    """A telephone or fax number."""

    input_type, inputmode, autocomplete = "tel", "tel", "tel"
    rules = (rules.Phone(),)

    def fold(self, text: str) -> str:
        """Return the number in the form that is stored."""
        return normalise_phone(text)


class CorporateNumber(CodeLike):
    """A corporate number of thirteen digits, the first of which checks the others."""

    default_width, inputmode = "medium", "numeric"
    rules = (rules.CorporateNumber(),)

    def fold(self, text: str) -> str:
        """Return the digits where it is such a number."""
        return normalise_corporate_number(text)


class Number(CodeLike):
    """A number typed as digits; ``data`` stays text, so nothing typed is lost."""

    default_width, inputmode = "short", "numeric"


class Code(CodeLike):
    """A one-time code from an authenticator."""

    default_width, inputmode, autocomplete = "short", "numeric", "one-time-code"

    def fold(self, text: str) -> str:
        """Return the digits without the spaces in which applications show them."""
        return re.sub(r"\s", "", fold_code(text))


class Email(CodeLike):
    """An e-mail address, in a text box because a browser's own e-mail box hides what it dislikes."""

    default_width, inputmode, autocomplete = "long", "email", "email"
    rules = (rules.EmailAddress(),)

    def fold(self, text: str) -> str:
        """Return the address as mail is sent to it."""
        return normalise_email(text)


class Url(CodeLike):
    """The address of a page."""

    default_width, inputmode, autocomplete = "full", "url", "url"
    rules = (rules.WebAddress(),)

    def fold(self, text: str) -> str:
        """Return the address as it is linked to."""
        return fold_web_address(text)


class Search(TextLike):
    """A word to search for, with its button."""

    widget = staticmethod(widgets.search)
    is_marked, is_prose, default_width = False, True, "full"


class Password(TextLike):
    """A password; never shown again, never folded."""

    widget = staticmethod(widgets.password)
    autocomplete = "current-password"

    @property
    def shown(self) -> str:
        """Nothing: a password is not sent back."""
        return ""

    def fold(self, text: str) -> str:
        """Return the password exactly as typed."""
        return text


class PostalCode(CodeLike):
    """A postal code with a look-up that works with and without scripts.

    ``address_field`` and ``municipality_field`` name the boxes that the script may fill while
    they are empty. Without scripts the button sends the form; the view then sees ``is_lookup``
    and sets ``found`` to the addresses of the code.
    """

    widget = staticmethod(widgets.postal_code)
    default_width, inputmode, autocomplete = "short", "numeric", "postal-code"
    rules = (rules.PostalCode(),)
    has_button = True

    def __init__(
        self,
        label: str,
        validators: Sequence[Check] = (),
        *,
        lookup_url: str = "/places/postal/",
        address_field: str = "address",
        municipality_field: str = "municipality",
        **options: Any,
    ) -> None:
        """Declare a postal code; the script asks ``lookup_url`` + the seven digits."""
        super().__init__(label, validators, **options)
        self.lookup_url, self.address_field, self.municipality_field = lookup_url, address_field, municipality_field
        self.found: Sequence[str] | None = None
        self.is_lookup = False

    @property
    def button_name(self) -> str:
        """The name under which the look-up button is sent."""
        return f"{self.name}-lookup"

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """Take the code, and note whether the look-up button was pressed."""
        self.is_lookup = bool(formdata) and self.button_name in formdata
        super().process(formdata, data, extra_filters)

    def fold(self, text: str) -> str:
        """Return the code with its hyphen, where it is one."""
        return format_postal_code(text)


class Hidden(HiddenField):
    """A value that travels with the form; ``pattern`` refuses what we did not write."""

    widget = staticmethod(widgets.hidden)

    def __init__(
        self, label: str = "", validators: Sequence[Check] = (), *, pattern: str | None = None, **options: Any
    ) -> None:
        """Declare a hidden value."""
        super().__init__(label, list(validators), **options)
        self.pattern = pattern

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms passes the form
        """Refuse a value of another form than ours."""
        if self.pattern is not None and not re.fullmatch(self.pattern, str(self.data or "")):
            raise ValidationError(NOT_OURS)


class Files(Described, MultipleFileField):
    """Uploaded files; ``accept`` lists endings such as ``.pdf``.

    ``data`` is the list of uploads that have a name; ``received`` names documents that the
    office holds already, so that nobody sends them again.
    """

    widget = staticmethod(widgets.files)
    verb = "添付"

    def __init__(
        self,
        label: str,
        validators: Sequence[Check] = (),
        *,
        accept: Sequence[str] = (),
        multiple: bool = True,
        **options: Any,
    ) -> None:
        """Declare a file chooser."""
        super().__init__(label, validators, **options)
        self.accept, self.is_multiple = tuple(accept), multiple
        self.received: Sequence[str] = ()

    def process_data(self, value: Any) -> None:
        """Start from no uploads: files can not be filled in beforehand."""
        self.data = list(value or ())
