"""What an organisation types to join and to change its entry.

The form of an entry is made from the items that the office uses; nothing here names an
item but where two of them belong together.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Field

from forms import validators as rules
from forms.base import OneTimeForm, PlatformForm
from forms.choice_fields import Checkboxes, Choices, Radios, Select, SingleCheckbox, Visibility
from forms.date_fields import DateBoxes, PartialDate
from forms.described import TextLike
from forms.fields import CodeLike, Email, Files, Hidden, Kana, LongText, Phone, PostalCode, Text, Url
from platform_app.folding import forbidden_characters
from platform_app.places import municipality_in
from platform_app.vocabulary.applications import AttachmentKind, Declaration
from platform_app.vocabulary.organisations import ActivityStage, NpoField, OrganisationKind, Theme
from platform_app.vocabulary.profile import WHOLE_AREA, WHOLE_AREA_LABEL, ItemKind, ProfileItem

Pairs = Sequence[tuple[str, str]]

#: The choice of a municipality for an organisation outside the prefecture; never stored.
OUTSIDE, OUTSIDE_LABEL = "outside", "県外（所在地から自動で判定します）"
NO_PLACE = "県外の市区町村を判定できませんでした。所在地を都道府県から入力してください。"
#: Kinds of attachment that an applicant may choose; scans are the office's own.
APPLICANT_ATTACHMENTS = (
    AttachmentKind.RULES,
    AttachmentKind.ROSTER,
    AttachmentKind.PAMPHLET,
    AttachmentKind.OTHER,
)
ACCEPTED_ENDINGS = (
    ".pdf",
    ".jpg",
    ".jpeg",
    ".png",
    ".gif",
    ".webp",
    ".tif",
    ".tiff",
    ".doc",
    ".docx",
    ".xls",
    ".xlsx",
    ".ppt",
    ".pptx",
    ".odt",
    ".ods",
    ".odp",
)
#: Longest text that a draft may hold in an item that has no limit of its own, in characters.
LONGEST = 2000


def as_sent(profile: Mapping[str, Any]) -> MultiDict[str, str]:
    """Return an entry as a browser would send it back untouched."""
    sent: MultiDict[str, str] = MultiDict()
    for key, value in profile.items():
        sent.setlist(key, [value] if isinstance(value, str) else list(value))
    return sent


class Statement(SingleCheckbox):
    """A statement to agree to, named in its refusal: there are several on the page."""

    @classmethod
    def refusal(cls, label: str) -> str:
        """Return the sentence that asks for the tick."""
        return f"「{label}」を確認し、チェックを入れてください。"


class EntryForm(OneTimeForm):
    """The entry of an organisation; subclasses made by ``entry_form`` have its fields."""

    items: Sequence[ProfileItem] = ()
    declared: Sequence[Declaration] = ()
    attachment_kinds: Sequence[AttachmentKind] = ()

    grant = Hidden()

    def groups(self) -> list[tuple[str, list[tuple[ProfileItem, Field, Field | None]]]]:
        """Return (group, [(item, field, field of its audience or None)]) in the order of the form."""
        found: dict[str, list[tuple[ProfileItem, Field, Field | None]]] = {}
        for item in self.items:
            audience = self[f"visibility_{item.key}"] if item.choosable else None
            found.setdefault(item.group, []).append((item, self[item.key], audience))
        return list(found.items())

    def declaration_fields(self) -> list[Field]:
        """Return the statements to agree to."""
        return [self[f"declare_{declaration.value}"] for declaration in self.declared]

    def attachment_fields(self) -> list[tuple[AttachmentKind, Field]]:
        """Return the file choosers by kind."""
        return [(kind, self[f"attach_{kind.value}"]) for kind in self.attachment_kinds]

    def profile(self) -> dict[str, str | list[str]]:
        """Return the entry as plain values by item; what can not be kept is left empty."""
        return {item.key: _kept(self[item.key]) or ([] if _is_list(item) else "") for item in self.items}

    def place(self, prefecture: str) -> str:
        """Return the code of the municipality: the one chosen, or outside the prefecture the one in the address."""
        chosen = str(self["municipality"].data or "")
        return place_in(str(self["address"].data or ""), prefecture) if chosen == OUTSIDE else chosen

    def require_place(self, prefecture: str) -> None:
        """Ask for an address that tells the municipality of an organisation outside the prefecture.

        An entry must not lose its municipality because "outside" was chosen and the address does not say where.
        """
        is_elsewhere = "municipality" in self and self["municipality"].data == OUTSIDE
        if is_elsewhere and not self.errors and not self.place(prefecture):
            self.add_error("municipality", NO_PLACE)

    def untouched(self, base: Mapping[str, Any]) -> frozenset[str]:
        """Return the items that say what the entry ``base`` says, however each of them is spelt."""
        before = type(self)(formdata=as_sent(base), meta={"csrf": False})
        return frozenset(item.key for item in self.items if _says(self[item.key]) == _says(before[item.key]))

    def audiences(self) -> dict[str, str]:
        """Return the chosen audience of every item that has a choice."""
        chosen = {item.key: self[f"visibility_{item.key}"].data for item in self.items if item.choosable}
        return {key: value for key, value in chosen.items() if value}

    def ticked(self) -> list[str]:
        """Return the codes of the statements that were agreed to."""
        return [d.value for d in self.declared if self[f"declare_{d.value}"].data]

    def show(
        self, profile: Mapping[str, Any], audiences: Mapping[str, str], ticked: Iterable[str], **more: Any
    ) -> None:
        """Show a stored entry, with the audience that items have by default where none was chosen."""
        values = {item.key: profile.get(item.key) for item in self.items}
        for item in self.items:
            if item.choosable:
                values[f"visibility_{item.key}"] = audiences.get(item.key) or (item.visibility or "")
        agreed = set(ticked)
        values |= {f"declare_{d.value}": d.value in agreed for d in self.declared}
        self.load(values | more)

    def require_attachments(self, needed: Iterable[str], present: Iterable[str]) -> None:
        """Ask for the kinds of document that the office needs and does not hold yet."""
        missing = set(needed) - set(present)
        for kind, field in self.attachment_fields():
            field.flags.required = kind.value in set(needed)
            if kind.value in missing and not chosen_files(field):
                self.add_error(field.name, f"{kind.label}を添付してください。")

    def forgive(self, keys: Iterable[str]) -> None:
        """Take away the errors of items that were not touched: they are the register's, not this person's."""
        for key in keys:
            self[key].errors = []

    def is_storable(self) -> bool:
        """Judge a draft: whatever is unfinished may stay, only what can not be kept or shown is refused.

        The errors of unfinished fields are taken away.
        """
        self.validate()
        for field in self:
            if field.errors and _can_be_kept(field):
                field.errors = []
        return not self.errors


def place_in(address: str, prefecture: str) -> str:
    """Return the code of the municipality that an address tells, '' where it tells none; wards count as their city."""
    found = municipality_in(address, prefecture)
    return (found.city_code or found.code) if found else ""


def _is_list(item: ProfileItem) -> bool:
    return item.kind in {ItemKind.MUNICIPALITIES, ItemKind.THEMES, ItemKind.NPO_FIELDS}


def _kept(field: Field) -> Any:
    return field.data if _can_be_kept(field) and field.data != OUTSIDE else None


def _says(field: Field) -> Any:
    """Return what a field says; the order of a list says nothing."""
    return frozenset(field.data) if isinstance(field.data, list) else field.data


def _can_be_kept(field: Field) -> bool:
    """Say whether what a field holds may go into the database as it is."""
    if field.name in {"csrf_token", "submission_token"}:
        return False
    if isinstance(field, TextLike):
        text = str(field.data or "")
        is_long = len(text) > (getattr(field, "limit", None) or LONGEST)
        return not is_long and not forbidden_characters(text, multiline=isinstance(field, LongText))
    if isinstance(field, Choices):
        return field.chosen() <= {code for code, _label in field.choices}
    return isinstance(field, SingleCheckbox | Files)


def chosen_files(field: Field) -> list[Any]:
    """Return the uploads of a file chooser that have a name."""
    return [upload for upload in field.data or () if getattr(upload, "filename", "")]


@lru_cache(maxsize=128)
def entry_form(
    items: tuple[ProfileItem, ...],
    declarations: tuple[Declaration, ...],
    places: tuple[tuple[str, str], ...],
    *,
    for_change: bool = False,
    stored_place: tuple[str, str] | None = None,
) -> type[EntryForm]:
    """Make the form of an entry, once for each set of items that an office uses.

    ``places`` are the municipalities of the prefecture as (code, name); ``stored_place``
    is one elsewhere that the entry already names. With ``for_change`` the day and the
    reason of the change are asked too.
    """
    elsewhere = [stored_place] if stored_place and stored_place not in places else []
    choices = [*places, *elsewhere, (OUTSIDE, OUTSIDE_LABEL)]
    fields: dict[str, Any] = {}
    for item in items:
        fields[item.key] = _field(item, choices if item.kind is ItemKind.MUNICIPALITY else places)
        if item.choosable:
            fields[f"visibility_{item.key}"] = Visibility(
                item.label, default=item.visibility.value if item.visibility else None
            )
    for declaration in declarations:
        fields[f"declare_{declaration.value}"] = Statement(declaration.label, required=True)
    fields |= {f"attach_{kind.value}": Files(kind.label, accept=ACCEPTED_ENDINGS) for kind in APPLICANT_ATTACHMENTS}
    if for_change:
        fields |= _about_the_change()
    fields |= {"items": tuple(items), "declared": tuple(declarations), "attachment_kinds": APPLICANT_ATTACHMENTS}
    return type("MembershipEntryForm", (EntryForm,), fields)


def _about_the_change() -> dict[str, Any]:
    return {
        "changed_on": DateBoxes("変更年月日", hint="実際に変更があった日。分からないときは空欄で構いません。"),
        "reason": LongText("変更の理由", [rules.NoForbiddenCharacters(multiline=True)], limit=500, rows=3),
    }


Maker = Callable[[ProfileItem, Pairs, dict[str, Any]], Field]


def _field(item: ProfileItem, places: Pairs) -> Field:
    """Make the field of one item."""
    shared: dict[str, Any] = {"required": item.required, "hint": item.hint}
    return _MAKERS[item.kind](item, places, shared)


def _typed(kind: type[TextLike], *checks: Any, folded: Any = None, **fixed: Any) -> Maker:
    """Return a maker of a typed field with its checks; ``folded`` is a filter."""

    def make(item: ProfileItem, _places: Pairs, shared: dict[str, Any]) -> Field:
        lines = issubclass(kind, LongText)
        more: dict[str, Any] = {**fixed, **shared} | ({"filters": [folded]} if folded else {})
        return kind(item.label, [rules.NoForbiddenCharacters(multiline=lines), *checks], limit=item.limit, **more)

    return make


def _choice(kind: type[Choices], choices: Pairs | None, **fixed: Any) -> Maker:
    """Return a maker of a choice; without choices it offers the places."""

    def make(_item: ProfileItem, places: Pairs, shared: dict[str, Any]) -> Field:
        return kind(_item.label, choices=places if choices is None else choices, **fixed, **shared)

    return make


def _areas(item: ProfileItem, places: Pairs, shared: dict[str, Any]) -> Field:
    return Checkboxes(item.label, choices=[(WHOLE_AREA, WHOLE_AREA_LABEL), *places], columns=3, **shared)


_MAKERS: dict[ItemKind, Maker] = {
    ItemKind.TEXT: _typed(Text, width="full"),
    ItemKind.LONG_TEXT: _typed(LongText),
    ItemKind.KANA: _typed(Kana, rules.Kana(), width="full"),
    ItemKind.KIND: _choice(Select, OrganisationKind.choices()),
    ItemKind.STAGE: _choice(Radios, ActivityStage.choices()),
    ItemKind.CORPORATE_NUMBER: _typed(
        CodeLike, rules.CorporateNumber(), folded=rules.to_corporate_number, inputmode="numeric"
    ),
    ItemKind.POSTAL_CODE: _typed(PostalCode, rules.PostalCode()),
    ItemKind.MUNICIPALITY: _choice(Select, None),
    ItemKind.MUNICIPALITIES: _areas,
    ItemKind.THEMES: _choice(Checkboxes, Theme.choices(), columns=3),
    ItemKind.NPO_FIELDS: _choice(Checkboxes, NpoField.choices(), columns=2),
    ItemKind.PHONE: _typed(Phone, rules.Phone(), folded=rules.to_phone),
    ItemKind.EMAIL: _typed(Email, rules.EmailAddress()),
    ItemKind.URL: _typed(Url, rules.WebAddress(), folded=rules.to_web_address),
    ItemKind.PARTIAL_DATE: _typed(PartialDate),
}


class SendForm(PlatformForm):
    """The last click of a procedure; it only carries the token of the session."""
