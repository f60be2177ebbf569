"""The base of every form.

A form judges what was typed and knows no database. All that a page needs is here:
the error summary, values in and out, and a token that lets one submission count once.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from flask_wtf.csrf import _FlaskFormCSRF
from wtforms import Field, FieldList, Form, FormField, ValidationError
from wtforms.meta import DefaultMeta

from forms.fields import Files, Hidden
from forms.markup import first_message

#: Said when the session changed or ended between showing a form and sending it.
EXPIRED = "長い時間がたったため、送信を確認できませんでした。入力した内容は残っています。もう一度送信してください。"

#: Fields that steer the sending and are no part of what was typed.
CONTROL_FIELDS = frozenset({"csrf_token", "submission_token"})


@dataclass(frozen=True)
class ErrorItem:
    """One line of the error summary: the sentence, and the control it leads to.

    ``anchor`` is an element id, or empty when the error belongs to no control.
    """

    anchor: str
    message: str


class SessionToken(_FlaskFormCSRF):
    """CSRF protection that lives as long as the session and explains itself.

    A refused token is an error of the form like any other: the page is shown again
    with everything that was typed and a fresh token.
    """

    def validate_csrf_token(self, form: Form, field: Field) -> None:
        """Refuse a foreign or stale token with a sentence that people understand."""
        try:
            super().validate_csrf_token(form, field)
        except ValidationError as refusal:
            raise ValidationError(EXPIRED) from refusal


class PlatformForm(FlaskForm):
    """A form in Japanese whose errors, values and token the pages can rely on."""

    class Meta(FlaskForm.Meta):
        """Japanese messages, and a token without a time limit within the session."""

        locales = ("ja",)
        csrf_class = SessionToken
        csrf_time_limit = None

        def get_translations(self, form: Form) -> Any:
            """Return WTForms' own catalogue, which Flask-WTF would replace by none."""
            return DefaultMeta.get_translations(self, form)

    def load(self, values: Mapping[str, Any]) -> None:
        """Show stored values instead of what was typed; unknown keys are left alone."""
        self.process(formdata=None, data=dict(values))

    def values(self) -> dict[str, Any]:
        """Return what was typed, by field name, without the fields that steer the sending."""
        return {name: value for name, value in self.data.items() if name not in CONTROL_FIELDS}

    def add_error(self, field: str | None, message: str) -> None:
        """Attach a sentence to a field, or to the form as a whole when field is None.

        Raises KeyError when the form has no such field.
        """
        if field is None:
            self.form_errors.append(message)
        else:
            self[field].errors = [*self[field].errors, message]

    def error_items(self) -> list[ErrorItem]:
        """Return the first error of every field, in the order of the page.

        Errors of the form as a whole come first and lead nowhere.
        """
        whole = [ErrorItem("", str(message)) for message in self.form_errors]
        items = whole + [item for field in self for item in _items(field)]
        return sorted(items, key=lambda item: bool(item.anchor))

    @property
    def has_files(self) -> bool:
        """Say whether the form must be sent as multipart."""
        return any(isinstance(field, Files) for field in _leaves(self))

    @property
    def has_inner_buttons(self) -> bool:
        """Say whether a field brings a button of its own, which Enter must not press."""
        return any(getattr(field, "has_button", False) for field in _leaves(self))

    @property
    def hidden_fields(self) -> list[Field]:
        """Return the hidden fields, the CSRF token among them."""
        return [field for field in self if is_hidden(field)]

    @property
    def visible_fields(self) -> list[Field]:
        """Return the fields that are shown, in order."""
        return [field for field in self if not is_hidden(field)]


class OneTimeForm(PlatformForm):
    """A form whose submission must count once, however often it is sent.

    The operation that stores the submission also stores ``submission_token.data`` under
    a unique constraint, so that a second click or the back button finds the first result.
    """

    submission_token = Hidden(default=lambda: secrets.token_urlsafe(24), pattern=r"[\w-]{20,64}")


class SearchForm(PlatformForm):
    """A form that is sent by GET: it changes nothing and needs no token."""

    class Meta(PlatformForm.Meta):
        """No token, because searching writes nothing."""

        csrf = False

    def __init__(self, **options: Any) -> None:
        """Read the form from the address of the page, unless told otherwise."""
        options.setdefault("formdata", request.args)
        super().__init__(**options)

    @property
    def kept(self) -> dict[str, str]:
        """Return what the address of another view of the same search must carry."""
        return {field.short_name: field.data for field in self if field.data and not field.errors}


def is_hidden(field: Field) -> bool:
    """Say whether a field has no visible control."""
    return isinstance(field, Hidden) or field.name == "csrf_token"


def _leaves(form: Any) -> Iterator[Field]:
    """Yield every field that has a control, through lists and nested forms."""
    for field in form:
        if isinstance(field, FormField):
            yield from _leaves(field.form)
        elif isinstance(field, FieldList):
            yield from _leaves(field.entries)
        else:
            yield field


def _items(field: Field) -> Iterator[ErrorItem]:
    """Yield the summary's lines for one field, nested ones included."""
    inner = list(field.form) if isinstance(field, FormField) else getattr(field, "entries", [])
    nested = [item for child in inner for item in _items(child)]
    yield from nested
    message = None if nested else first_message(field.errors)
    if message is not None:
        yield ErrorItem("" if is_hidden(field) else getattr(field, "anchor", field.id), message)
