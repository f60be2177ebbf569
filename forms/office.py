"""The settings page, made from the declaration of the settings."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from wtforms import Field

from forms.base import PlatformForm
from forms.choice_fields import Checkboxes, Select, SingleCheckbox
from forms.fields import CodeLike, Email, LongText, Number, Text
from forms.validators import Required
from platform_app.dates import DateNotUnderstood, parse_date
from platform_app.places.municipalities import PREFECTURES
from platform_app.vocabulary.applications import AttachmentKind, Declaration
from platform_app.vocabulary.office import OFFICE_LABELS, Desk, Office
from platform_app.vocabulary.profile import PROFILE_ITEMS

#: Settings that are chosen from a list.
CHOSEN: dict[str, list[tuple[str, str]]] = {
    "closed_items": [(item.key, item.label) for item in PROFILE_ITEMS if not item.fixed],
    "required_items": [(item.key, item.label) for item in PROFILE_ITEMS if not item.required],
    "required_attachments": [pair for pair in AttachmentKind.choices() if pair[0] != "scan"],
    "closed_declarations": Declaration.choices(),
}
#: Settings that are texts of several lines.
PROSE = frozenset({"lead", "about", "charter", "eligibility", "privacy"})
#: Settings that are codes, with the length they may have.
CODES: dict[str, tuple[Callable[..., Field], int]] = {
    "postal_code": (CodeLike, 60),
    "fax": (CodeLike, 60),
    "email": (Email, 254),
}
LONGEST = 20000
LAST_HOUR = 24
NOT_EMPTY = frozenset({"platform_name", "office_name", "prefecture", "addressee"})
DESK_FORM = "電話窓口は、1行に1件、「用件｜電話番号｜受付時間」の順に入力してください。"


class OfficeForm(PlatformForm):
    """Every setting of the office; subclasses made by ``office_form`` have the fields."""

    def groups(self) -> list[tuple[str, list[Field]]]:
        """Return the fields under their headings, in order."""
        found: dict[str, list[Field]] = {}
        for name, (group, _label, _hint) in OFFICE_LABELS.items():
            if name in self:
                found.setdefault(group, []).append(self[name])
        return list(found.items())

    def show(self, office: Office) -> None:
        """Show the present settings."""
        self.load({name: _shown(name, getattr(office, name)) for name in OFFICE_LABELS if name in self})

    def settings(self) -> dict[str, Any]:
        """Return the typed settings in the types of ``Office``."""
        defaults = Office()
        return {name: _typed(name, self[name].data, getattr(defaults, name)) for name in OFFICE_LABELS if name in self}

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields, then what must fit a form of several lines."""
        valid = super().validate(extra_validators)
        for name, faults in (
            ("desks", self._desk_fault),
            ("closing_days", self._closing_day_fault),
            ("telling_until", self._hours_fault),
        ):
            sentence = faults() if name in self else None
            if sentence:
                self.add_error(name, sentence)
                valid = False
        return bool(valid)

    def _desk_fault(self) -> str | None:
        return next((DESK_FORM for line in _lines(self["desks"].data) if not _desk(line).phone), None)

    def _closing_day_fault(self) -> str | None:
        for line in _lines(self["closing_days"].data):
            try:
                parse_date(line)
            except DateNotUnderstood:
                return f"「{line}」は日付として読み取れません。例：令和6年8月15日"
        return None

    def _hours_fault(self) -> str | None:
        defaults = Office()
        first, end = (
            _typed(name, self[name].data, getattr(defaults, name)) for name in ("telling_from", "telling_until")
        )
        if 0 <= first < end <= LAST_HOUR:
            return None
        return "終える時刻は、始める時刻より後の、24までの数字にしてください。"


@cache
def office_form(names: tuple[str, ...] = ()) -> type[OfficeForm]:
    """Make the form of all settings, or of those named (the first set-up asks fewer)."""
    defaults = Office()
    made = {name: _field(name, getattr(defaults, name)) for name in names or OFFICE_LABELS}
    return type("OfficeSettingsForm", (OfficeForm,), made)


def _field(name: str, default: Any) -> Field:
    """Make the field of one setting from its declaration and type."""
    _group, label, hint = OFFICE_LABELS[name]
    checks = [Required()] if name in NOT_EMPTY else []
    if name in CHOSEN:
        return Checkboxes(label, choices=CHOSEN[name], hint=hint, columns=2)
    if name == "prefecture":
        return Select(label, checks, choices=[(one, one) for one in PREFECTURES], hint=hint)
    if isinstance(default, bool):
        return SingleCheckbox(label, hint=hint)
    if isinstance(default, int):
        return Number(label, hint=hint, limit=3)
    if isinstance(default, tuple) or name in PROSE:
        return LongText(label, checks, hint=hint, limit=LONGEST, rows=4)
    kind, limit = CODES.get(name, (Text, 300))
    return kind(label, checks, hint=hint, limit=limit)


def _lines(text: Any) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]


def _desk(line: str) -> Desk:
    purpose, _, rest = line.replace("|", "｜").partition("｜")
    phone, _, hours = rest.partition("｜")
    return Desk(purpose.strip(), phone.strip(), hours.strip())


def _shown(name: str, value: Any) -> Any:
    """Return a setting as the page shows it."""
    if name in CHOSEN:
        return list(value)
    if name == "desks":
        return "\n".join("｜".join(part for part in (d.purpose, d.phone, d.hours) if part) for d in value)
    if isinstance(value, tuple):
        return "\n".join(value)
    return value


def _typed(name: str, data: Any, default: Any) -> Any:
    """Return a typed value in the type of its setting."""
    if name in CHOSEN:
        return tuple(data or ())
    if name == "desks":
        return tuple(_desk(line) for line in _lines(data))
    if isinstance(default, bool):
        return bool(data)
    if isinstance(default, int):
        return int(data) if str(data or "").isdigit() else default
    if isinstance(default, tuple):
        return tuple(_lines(data))
    return str(data or "")


class CatalogueLineForm(PlatformForm):
    """One line of the check-list or of the reasons for refusal."""

    sentence = LongText("文", [Required()], rows=2, limit=300)
    article = Text("要綱の条項", limit=60)
    guidance = LongText("確認の手引", rows=2, limit=500)
    position = Number("順序", limit=3)
    is_active = SingleCheckbox("使う", default=True)

    def line(self, kind: str) -> dict[str, Any]:
        """Return the typed values for a line of a kind (criterion or reason)."""
        values: dict[str, Any] = {
            "sentence": self.sentence.data or "",
            "article": self.article.data or "",
            "position": int(self.position.data) if str(self.position.data or "").isdigit() else 0,
            "is_active": bool(self.is_active.data),
        }
        return values | ({"guidance": self.guidance.data or ""} if kind == "criterion" else {})
