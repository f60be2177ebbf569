"""Widgets: each owns the whole markup of one kind of field.

A template only names the field; ``{{ form.name }}`` gives the label, the marker,
the help, the control and the error. The scripts in ``platform_app/static/js`` find
their work by the ``data-`` attributes written here, and nothing depends on them.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from markupsafe import Markup
from wtforms import Field

from forms.markup import block, element, frame, group, hint, join, marker, state
from forms.markup import error as error_text

if TYPE_CHECKING:
    from forms.choice_fields import Choices, SingleCheckbox
    from forms.date_fields import DateBoxes
    from forms.described import TextLike
    from forms.fields import Files, LongText, Password, PostalCode

NOT_FOUND = "この郵便番号の住所は見つかりませんでした。そのまま入力を続けられます。"


def _text_attributes(field: "TextLike", *more: str) -> dict[str, Any]:
    """Return what every control in which a person types has in common."""
    return {
        "id": field.id,
        "name": field.name,
        "class_": "input",
        "data_width": field.width,
        "autocomplete": field.autocomplete,
        "inputmode": field.inputmode,
        "spellcheck": None if field.is_prose else "false",
        "autocapitalize": None if field.is_prose else "off",
        "readonly": field.is_readonly,
        **state(field, *more),
    }


def text(field: "TextLike", **options: object) -> Markup:
    """Return a text box of one line; with ``autofocus`` the page opens on it."""
    is_first = bool(options.get("autofocus"))
    control = element("input", type=field.input_type, value=field.shown, autofocus=is_first, **_text_attributes(field))
    note = element("span", "編集不可", class_="field__readonly") if field.is_readonly else ""
    return block(field, control, note)


def long_text(field: "LongText", **_options: object) -> Markup:
    """Return a text area, with the number of characters allowed below it."""
    counter_id = f"{field.id}-count"
    counter: object = ""
    if field.limit is not None:
        sentence = f"{field.limit}文字以内"
        counter = element("p", sentence, class_="field__count", id=counter_id, data_count_for=field.id)
    attributes = _text_attributes(field, *([counter_id] if field.limit is not None else []))
    # HTML drops the first line break of a text area, so one is written before the text.
    control = element("textarea", "\n", field.shown, rows=field.rows, data_limit=field.limit, **attributes)
    return block(field, control, counter)


def password(field: "Password", **_options: object) -> Markup:
    """Return a password box; the script adds a button that shows what was typed."""
    control = element("input", type="password", data_reveal=True, **_text_attributes(field))
    return block(field, element("div", control, class_="input-row"))


def search(field: "TextLike", **options: object) -> Markup:
    """Return a search box with its own button."""
    attributes = _text_attributes(field) | {"data_search": True, "autofocus": bool(options.get("autofocus"))}
    control = element("input", type="search", value=field.shown, **attributes)
    button = element("button", "検索", type="submit", class_="button", data_kind="secondary")
    return block(field, element("div", control, button, class_="input-row"))


def postal_code(field: "PostalCode", **_options: object) -> Markup:
    """Return the postal code with its look-up button and the addresses found so far."""
    attributes = _text_attributes(field, f"{field.id}-found") | {
        "data_postal_url": field.lookup_url,
        "data_postal_address": field.address_field,
        "data_postal_municipality": field.municipality_field,
    }
    control = element("input", type="text", value=field.shown, **attributes)
    button = element(
        "button",
        "住所を調べる",
        type="submit",
        class_="button",
        data_kind="secondary",
        name=field.button_name,
        value="1",
        formnovalidate=True,
    )
    return block(field, element("div", control, button, class_="input-row"), _found_addresses(field))


def _found_addresses(field: "PostalCode") -> Markup:
    """Return the addresses of the code, in a region that is read out when it changes."""
    lines: list[Markup] = []
    if field.found is not None:
        lines.append(element("p", "この郵便番号の住所：" if field.found else NOT_FOUND))
    if field.found:
        lines.append(element("ul", join(element("li", address) for address in field.found)))
    return element("div", *lines, class_="field__found", id=f"{field.id}-found", role="status")


def files(field: "Files", **_options: object) -> Markup:
    """Return a file chooser, with the documents that were received before."""
    received: object = ""
    if field.received:
        items = join(element("li", name) for name in field.received)
        received = element("div", element("p", "受け取り済みの書類"), element("ul", items), class_="field__received")
    control = element(
        "input",
        type="file",
        id=field.id,
        name=field.name,
        class_="file",
        multiple=field.is_multiple,
        accept=",".join(field.accept) or None,
        data_files=True,
        **state(field),
    )
    return block(field, received, control)


def hidden(field: Field, **_options: object) -> Markup:
    """Return a hidden value."""
    return element("input", type="hidden", id=field.id, name=field.name, value=field._value())  # type: ignore[attr-defined]  # noqa: SLF001 - WTForms names its value so


def select(field: "Choices", **_options: object) -> Markup:
    """Return a drop-down list."""
    options = [_option(*choice) for choice in field.iter_choices()]
    attributes = {"id": field.id, "name": field.name, "autocomplete": field.autocomplete, "data_width": field.width}
    return block(field, element("span", element("select", *options, **attributes, **state(field)), class_="select"))


@lru_cache(maxsize=2048)
def _option(value: str, label: str, is_chosen: bool) -> Markup:  # noqa: FBT001
    """Return one line of a list; the same few hundred appear on page after page."""
    return element("option", label, value=value, selected=is_chosen)


def choices(field: "Choices", **_options: object) -> Markup:
    """Return radio buttons or checkboxes in a fieldset."""
    is_radio = field.input_type == "radio"
    items = [
        _choice(
            label,
            type=field.input_type,
            id=f"{field.id}-{index}",
            name=field.name,
            value=value,
            checked=is_chosen,
            required=is_radio and bool(field.flags.required),
        )
        for index, (value, label, is_chosen) in enumerate(field.iter_choices())
    ]
    body = element("div", *items, class_="choices", data_columns=field.columns, data_compact=field.is_compact)
    return group(field, body, data_visibility=True if field.is_beside else None)


def _choice(label: str, **attributes: object) -> Markup:
    """Return one radio button or checkbox with its label."""
    control = element("input", **attributes)
    return element("div", control, element("label", label, for_=attributes["id"]), class_="choice")


def single_checkbox(field: "SingleCheckbox", **_options: object) -> Markup:
    """Return one checkbox whose label is the statement agreed to."""
    control = element(
        "input", type="checkbox", id=field.id, name=field.name, value="y", checked=bool(field.data), **state(field)
    )
    label = element("label", field.label.text, marker(field), for_=field.id)
    return frame("div", field, hint(field), element("div", control, label, class_="choice"), error_text(field))


def date_boxes(field: "DateBoxes", **_options: object) -> Markup:
    """Return the boxes 年 月 日; the first also takes a date written out in full."""
    parts = [_date_box(field, part, unit, value) for part, unit, value in field.boxes()]
    return group(field, element("div", *parts, class_="date-boxes"), role="group")


def _date_box(field: "DateBoxes", part: str, unit: str, value: str) -> Markup:
    """Return one of the boxes of a date with its unit behind it."""
    box_id = f"{field.id}-{part}"
    is_year = part == "year"
    control = element(
        "input",
        type="text",
        id=box_id,
        name=f"{field.name}-{part}",
        value=value,
        class_="input",
        data_width="year" if is_year else "two",
        inputmode=None if is_year else "numeric",
        autocomplete=field.box_autocomplete(part),
        **state(field),
    )
    return element("span", control, element("label", unit, for_=box_id), class_="date-boxes__part")
