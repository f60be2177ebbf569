"""読合せ as forms: what the second person types blind, what then differs, and what is settled."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from flask import request
from markupsafe import Markup, escape

from forms.applications import NO_PLACE, OUTSIDE, place_in
from forms.base import PlatformForm
from forms.proxy import ANEW, BLIND_KEYS, FIRST, SECOND, label_of, reading_form, settle_form, told_by
from platform_app.applications.models import Application
from platform_app.applications.operations.proxy import differs, told
from platform_app.applications.proxy_forms import stored_place
from platform_app.applications.queries import changes_of
from platform_app.dates import wareki
from platform_app.extensions import db
from platform_app.members.entry_text import item_text
from platform_app.members.models import MemberRecord
from platform_app.office import queries as office
from platform_app.places.naming import place_choices
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import Declaration, Procedure
from platform_app.vocabulary.organisations import Visibility
from platform_app.vocabulary.profile import CHOOSABLE_KEYS, ITEMS_BY_KEY, ProfileItem

#: What the second page sends as its stage.
SETTLE = "settle"
#: What asks for a variant of the character before it: fonts without that variant show both alike.
_VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_CHARACTER = re.compile(f".{_VARIANT.pattern}*", re.DOTALL)
_NAMED = Markup("（異体字の指定あり）")
DAYS = {"arrived_on": "到達日", "changed_on": "変更年月日", "leave_on": "退会年月日"}


@dataclass(frozen=True)
class Parts:
    """What of one application is typed again blind, and what is compared by eye: keys of ``told``."""

    blind: tuple[str, ...]
    others: tuple[str, ...]


def parts_of(application: Application) -> Parts:
    """Return what is read back and how; of a change also every item that it touches is typed again.

    The paper of a correction carries another day than the one on which the application arrived.
    """
    is_corrected = any(step.action == Action.RETURN for step in application.steps)
    arrival = () if is_corrected else ("arrived_on",)
    if application.procedure == Procedure.WITHDRAW:
        return Parts(("leave_on", *arrival), ("reason",))
    items = [item.key for item in office.open_items(for_web=False)]
    is_change = application.procedure == Procedure.CHANGE
    blind = [key for key in items if key in BLIND_KEYS or (is_change and key in changes_of(application))]
    others = [key for key in items if key not in blind]
    more = ("changed_on", *arrival) if is_change else arrival
    return Parts(
        (*_with_audiences(blind), *more), (*_with_audiences(others), "reason" if is_change else "declarations")
    )


def _with_audiences(keys: list[str]) -> list[str]:
    return [*keys, *(f"visibility_{key}" for key in keys if key in CHOOSABLE_KEYS)]


def _form(application: Application, keys: tuple[str, ...], **options: Any) -> Any:
    """Return a form over the items among the keys, with their days, statements and reason."""
    items: tuple[ProfileItem, ...] = tuple(
        item for item in office.open_items(for_web=False) if {item.key, f"visibility_{item.key}"} & set(keys)
    )
    declared: tuple[Declaration, ...] = office.open_declarations() if "declarations" in keys else ()
    made = reading_form(
        items,
        declared,
        place_choices(office.current().prefecture),
        stored_place=stored_place(application.municipality),
        days=tuple((key, label) for key, label in DAYS.items() if key in keys),
        with_reason="reason" in keys,
    )
    return made(**options)


def blind_form(application: Application, *, is_sent: bool) -> Any:
    """Return the form of the second person: empty, or for a change with what is registered at present."""
    blind = parts_of(application).blind
    if is_sent:
        return _form(application, blind)
    form = _form(application, blind, formdata=None)
    base = db.session.get(MemberRecord, application.base_record_id) if application.base_record_id else None
    if isinstance(base, MemberRecord):
        form.show(base.profile, {key: base.audience_of(key).value for key in CHOOSABLE_KEYS}, ())
    else:
        form.show({}, {}, ())
    return form


def is_readable(form: Any, application: Application) -> bool:
    """Judge what a second person sent; what says the same as the first person's is fine, however odd."""
    form.validate()
    form.forgive(form.untouched(application.profile))
    form.require_place(office.current().prefecture)
    return not form.errors


def second_of(application: Application, form: Any) -> dict[str, Any]:
    """Return what the second person typed, as plain values."""
    said = _spelt(told_by(form, parts_of(application).blind), form, application)
    is_elsewhere = said.get("municipality") == OUTSIDE
    return said | ({"municipality": form.place(office.current().prefecture)} if is_elsewhere else {})


def _spelt(said: dict[str, Any], form: Any, application: Application) -> dict[str, Any]:
    """Return what was typed; what says the same as the first person's keeps the first person's spelling."""
    entry = application.profile
    return said | {key: entry[key] for key in form.untouched(entry) & said.keys()}


def differing(application: Application, second: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return what two people typed differently: key -> (first, second)."""
    first = told(application)
    return {key: (first[key], value) for key, value in second.items() if differs(first[key], value)}


@dataclass
class Settling:
    """The second page: a choice for each difference, boxes to type anew, and the other items to compare."""

    form: PlatformForm
    anew: Any
    rest: Any
    rows: list[tuple[str, str, Markup, Markup]]
    differences: Mapping[str, tuple[Any, Any]]

    def forms(self) -> list[Any]:
        """Return the forms of the page whose errors are shown."""
        return [self.form, self.anew, self.rest]

    def validate(self, application: Application) -> bool:
        """Judge the whole page; a box to type anew counts only where it was chosen."""
        is_fine = self.form.validate()
        self.anew.validate()
        is_readable(self.rest, application)
        counting = {key for key in self.differences if self.form[f"choice_{key}"].data == ANEW}
        for field in self.anew:
            if field.short_name not in counting:
                field.errors = []
        self.rest["submission_token"].errors = []
        is_fine = bool(is_fine and not self.anew.errors and not self.rest.errors)
        return is_fine and self._is_whole(application, counting)

    def _is_whole(self, application: Application, counting: set[str]) -> bool:
        """Refuse what would take the name, or a municipality that nobody meant to empty, out of the entry."""
        found = self.settled(application)
        if "name" in self.differences and not found["name"]:
            self.form.add_error("choice_name", "団体名は空欄にできません。")
        is_elsewhere = "municipality" in counting and self.anew["municipality"].data == OUTSIDE
        if is_elsewhere and not found["municipality"]:
            self.anew.add_error("municipality", NO_PLACE)
        return not self.form.errors and not self.anew.errors

    def settled(self, application: Application) -> dict[str, Any]:
        """Return the values that are right: the chosen ones, and the other items as compared.

        The address tells the municipality of an organisation outside the prefecture.
        """
        others = parts_of(application).others
        anew = told_by(self.anew, self.differences)
        chosen = {
            key: {FIRST: first, SECOND: second, ANEW: anew.get(key)}[self.form[f"choice_{key}"].data]
            for key, (first, second) in self.differences.items()
        }
        found = _spelt(told_by(self.rest, others), self.rest, application) | chosen
        if "declarations" in others:
            found["declarations"] = self.rest.ticked()
        if found.get("municipality") == OUTSIDE:
            found["municipality"] = place_in(
                str(found.get("address") or application.address), office.current().prefecture
            )
        return found


def settling(application: Application, differences: Mapping[str, tuple[Any, Any]], *, is_sent: bool) -> Settling:
    """Return the second page for what differs; empty differences leave only the comparison by eye."""
    keys = list(differences)
    form_class = settle_form([(key, label_of(key)) for key in keys])
    sent: dict[str, Any] = {"meta": {"csrf": False}} | ({} if is_sent else {"formdata": None})
    anew = _form(application, tuple(keys), prefix="anew-", **sent)
    rest = _form(application, parts_of(application).others, prefix="rest-", **sent)
    if not is_sent:
        first = told(application)
        audiences = {key: application.audience_of(key).value for key in CHOOSABLE_KEYS}
        rest.show(application.profile, audiences, application.declarations or (), reason=first["reason"])
        anew.load({key: _unread(key, value) for key, (_first, value) in differences.items()})
    stage = {"version": str(application.version), "stage": SETTLE}
    form = form_class() if is_sent else form_class(formdata=None, data=stage)
    rows = [(key, label_of(key), *marked(shown(key, a), shown(key, b))) for key, (a, b) in differences.items()]
    return Settling(form, anew, rest, rows, differences)


def _unread(key: str, value: Any) -> Any:
    """Turn a plain value back into what its field holds."""
    return (date.fromisoformat(value) if value else None) if key in DAYS else value


def shown(key: str, value: Any) -> str:
    """Return a plain value in words."""
    if key in ITEMS_BY_KEY:
        return item_text(key, value)
    if key.startswith("visibility_"):
        return Visibility.label_of(str(value))
    day = _unread(key, value)
    return wareki(day) if key in DAYS and day else str(value or "")


def marked(first: str, second: str) -> tuple[Markup, Markup]:
    """Return both texts with the characters that differ marked, and a variant that a screen may not show named."""
    left, right = Markup(), Markup()
    mine, yours = _CHARACTER.findall(first), _CHARACTER.findall(second)
    for step, a, b, c, d in SequenceMatcher(None, mine, yours, autojunk=False).get_opcodes():
        said, other = "".join(mine[a:b]), "".join(yours[c:d])
        left += escape(said) if step == "equal" else _mark(said)
        right += escape(other) if step == "equal" else _mark(other)
    if first != second and _VARIANT.sub("", first) == _VARIANT.sub("", second):
        left, right = (text + (_NAMED if _VARIANT.search(text) else "") for text in (left, right))
    return left or Markup("（なし）"), right or Markup("（なし）")


def _mark(text: str) -> Markup:
    return Markup("<mark>{}</mark>").format(text) if text else Markup()


def carried(form: Any) -> list[tuple[str, str]]:
    """Return what the second person typed, as hidden values of the next page."""
    boxes = ("", "-year", "-month", "-day")
    names = [f"{field.name}{box}" for field in form for box in boxes if field.name != "csrf_token"]
    return [(name, value) for name in names for value in request.form.getlist(name)]
