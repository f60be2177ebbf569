"""HTML elements as function calls, and the frame that every field is shown in.

The frame follows the form rules of the Digital Agency design system: the
marker 「※必須」 or 「※任意」 beside the label, help above the control, the error
below it beginning with ＊, both tied to the control by ``aria-describedby``.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from markupsafe import Markup, escape
from wtforms import Field

VOID_ELEMENTS = frozenset({"input", "br", "img"})

#: The one place where the two markers are worded.
REQUIRED_MARKER, OPTIONAL_MARKER = "※必須", "※任意"


def element(tag: str, *children: Any, **attributes: object) -> Markup:
    """Return one escaped HTML element.

    A trailing underscore protects Python's own words (``class_``, ``for_``), other
    underscores become hyphens in ``data_`` and ``aria_`` names, an attribute that
    is True stands bare, and one that is None or False is left out.
    """
    kept = sorted(pair for pair in attributes.items() if pair[1] is not None and pair[1] is not False)
    written = "".join(_attribute(name, value) for name, value in kept)
    opening = Markup(f"<{tag}{written}>")  # noqa: S704 - tag and names are the caller's own words, values are escaped
    if tag in VOID_ELEMENTS:
        return opening
    return Markup("").join((opening, *children, Markup(f"</{tag}>")))  # noqa: S704 - as above; join escapes children


def _attribute(name: str, value: object) -> str:
    """Return one attribute with the space before it, its value escaped.

    It is what WTForms' ``html_params`` writes, which took a tenth of the time of every page with a form.
    """
    if value is True:
        return f" {_attribute_name(name)}"
    return f' {_attribute_name(name)}="{str(escape(value)).replace(chr(34), "&quot;")}"'


@cache
def _attribute_name(name: str) -> str:
    """Return how a keyword is written as an attribute."""
    kept = name.rstrip("_")
    return kept.replace("_", "-") if kept.startswith(("data_", "aria_")) else kept


def join(parts: Iterable[Any]) -> Markup:
    """Return the parts in a row, escaped where they are not markup yet."""
    return Markup("").join(parts)


def described_by(field: Field, *more: str) -> str | None:
    """Return the ids of the texts that explain a field, for ``aria-describedby``."""
    ids = [f"{field.id}-hint"] if field.description else []
    ids += more
    if field.errors:
        ids.append(f"{field.id}-error")
    return " ".join(ids) or None


def state(field: Field, *more: str) -> dict[str, Any]:
    """Return the attributes that tell assistive technology what a control expects."""
    return {
        "aria_describedby": described_by(field, *more),
        "aria_invalid": "true" if field.errors else None,
        "required": bool(field.flags.required),
    }


def marker(field: Field) -> Markup:
    """Return 「※必須」 or 「※任意」, or nothing where a field declares no marker."""
    if not getattr(field, "is_marked", True):
        return Markup("")
    is_required = bool(field.flags.required)
    text = REQUIRED_MARKER if is_required else OPTIONAL_MARKER
    return element("span", text, class_="field__marker", data_need="required" if is_required else "optional")


def hint(field: Field) -> Markup:
    """Return the help text, which stands above the control."""
    if not field.description:
        return Markup("")
    return element("p", field.description, class_="field__hint", id=f"{field.id}-hint")


def error(field: Field) -> Markup:
    """Return the first error of a field, which stands below the control."""
    message = first_message(field.errors)
    if message is None:
        return Markup("")
    return element("p", f"＊{message}", class_="field__error", id=f"{field.id}-error")


def first_message(errors: object) -> str | None:
    """Return the first sentence in a field's errors, however deeply they are nested."""
    if isinstance(errors, Mapping):
        errors = list(errors.values())
    if not isinstance(errors, list | tuple):
        return str(errors) if errors else None
    return next((found for inner in errors if (found := first_message(inner)) is not None), None)


def block(field: Field, *body: object, **attributes: object) -> Markup:
    """Return the frame of a field with one control: label, help, control, error."""
    label = element("label", field.label.text, marker(field), class_="field__label", for_=field.id)
    return frame("div", field, label, hint(field), *body, error(field), **attributes)


def group(field: Field, *body: object, **attributes: object) -> Markup:
    """Return the frame of a field with several controls, as a fieldset with a legend."""
    legend = element("legend", field.label.text, marker(field), class_="field__label")
    attributes = {"aria_describedby": described_by(field), "id": field.id, **attributes}
    return frame("fieldset", field, legend, hint(field), *body, error(field), **attributes)


def frame(tag: str, field: Field, *children: object, **attributes: object) -> Markup:
    """Return the outermost element of a field, marked when the field has an error."""
    invalid = True if field.errors else None
    return element(tag, *children, class_="field", data_invalid=invalid, data_field=field.name, **attributes)
