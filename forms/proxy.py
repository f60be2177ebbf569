"""What an officer types in for an organisation: how it arrived, what the paper says, and the read-back.

Nothing here is stricter than the paper: what a sheet leaves empty may stay empty, and
is named, so that the office can ask for it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from wtforms import ValidationError

from forms import validators as rules
from forms.applications import EntryForm, entry_form
from forms.base import ErrorItem, OneTimeForm, PlatformForm, SearchForm
from forms.choice_fields import Radios, Select, SingleCheckbox
from forms.date_fields import DateBoxes
from forms.fields import CodeLike, Files, Hidden, LongText, Text
from platform_app.dates import TOKYO, now
from platform_app.folding import fold_code
from platform_app.vocabulary.applications import Channel, Declaration, Procedure
from platform_app.vocabulary.profile import ITEMS_BY_KEY, ProfileItem

#: How something that is typed in can have arrived.
PROXY_CHANNELS = (Channel.FAX, Channel.POST, Channel.EMAIL, Channel.PHONE, Channel.COUNTER)
SCAN_ENDINGS = (".pdf", ".jpg", ".jpeg", ".png", ".gif", ".webp", ".tif", ".tiff")
#: Items that the second person types again without seeing what the first one typed.
BLIND_KEYS = (
    "name",
    "name_kana",
    "corporate_number",
    "representative_title",
    "representative_name",
    "postal_code",
    "municipality",
    "address",
    "building",
    "contact_name",
    "phone",
    "fax",
    "email",
)
SCANS_LABEL = "届いた書類の画像を追加"
NOON = 12
_TIME = re.compile(
    r"(午前|午後|AM|PM)?(?:([0-9]{1,2})(?:[:時.]([0-9]{1,2})?分?)?|([0-9]{1,2})([0-9]{2}))(AM|PM)?", re.IGNORECASE
)


def parse_time(text: str) -> time | None:
    """Return a time of day as people write it (15:04, 1504, 15時4分, 午後3時4分), or None."""
    match = _TIME.fullmatch(re.sub(r"\s", "", fold_code(text)))
    if match is None:
        return None
    half = (match[1] or match[6] or "").upper()
    hour, minute = int(match[2] or match[4]), int(match[3] or match[5] or 0)
    if half in {"午後", "PM"} and hour < NOON:
        hour += NOON
    if half in {"午前", "AM"} and hour == NOON:
        hour = 0
    try:
        return time(hour, minute)
    except ValueError:
        return None


class TimeOfDay(CodeLike):
    """A time of day; ``data`` is ``15:04``, or what was typed while that is no time."""

    default_width, inputmode = "short", None

    def fold(self, text: str) -> str:
        """Return the time in its usual form, where it is one."""
        found = parse_time(text)
        return f"{found:%H:%M}" if found else text.strip()

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms passes the form
        """Refuse what is no time of day."""
        if self.data and parse_time(self.data) is None:
            sentence = f"{self.label.text}は、15:04や午後3時4分のように入力してください。"
            raise ValidationError(sentence)


class Reception:
    """How and when it reached the office: the fields that every proxy entry has."""

    channel = Select("受付方法", required=True, choices=[(one.value, one.label) for one in PROXY_CHANNELS])
    arrived_on = DateBoxes(
        "到達日",
        required=True,
        hint="書類が事務局に届いた日（受付印の日付）。入力する日ではありません。令和8、R8、2026のいずれでも入力できます。",
    )
    arrived_time = TimeOfDay(
        "到達時刻", required=True, hint="例：15:04、午後3時4分。FAXは印字された時刻、郵便は配達された時刻です。"
    )

    def validate_arrived_time(self, field: TimeOfDay) -> None:
        """Nothing has arrived in the future."""
        moment = self.arrived_at()
        if moment is not None and moment > now():
            sentence = "到達日時が、今より後になっています。届いた日時を確かめてください。"
            raise ValidationError(sentence)
        del field

    def arrived_at(self) -> datetime | None:
        """Return when it arrived, or None while that was not typed well."""
        day, clock = self.arrived_on.data, parse_time(str(self.arrived_time.data or ""))
        return datetime.combine(day, clock, TOKYO) if isinstance(day, date) and clock else None


class EitherWay(Radios):
    """A choice that something else on the page may make."""

    is_marked = False


class StartForm(Reception, OneTimeForm):
    """The beginning of a proxy entry. A filled workbook says by itself which procedure it is for."""

    draft = Hidden(pattern=r"\d{0,12}")
    procedure = EitherWay(
        "手続", choices=Procedure.choices(), hint="記入済みのExcel様式を選ぶときは、様式から分かります。"
    )
    member = Text(
        "会員番号又は団体名（変更届・退会届のとき）",
        [rules.NoForbiddenCharacters()],
        limit=200,
        hint="団体名は一部だけでも探せます。",
    )
    member_id = EitherWay("どの団体ですか")
    scans = Files("届いた書類の画像", accept=SCAN_ENDINGS)
    workbook = Files("記入済みのExcel様式", accept=(".xlsx",), multiple=False)

    def offer(self, members: Iterable[tuple[str, str]]) -> None:
        """Set the members that a search has found, as (id, words)."""
        self.member_id.choices = list(members)


class FindForm(SearchForm):
    """The number on a sheet that came back, typed or read by a scanner."""

    code = Text(
        "受付番号",
        limit=300,
        width="medium",
        autocomplete="off",
        hint="二次元コードを読み取るか、番号を入力してください。ハイフンや全角・半角の違いは問いません。",
    )


class PaperWithdrawal(Reception, PlatformForm):
    """様式2 as it came on paper."""

    leave_on = DateBoxes("退会年月日", required=True)
    reason = LongText("退会の理由", [rules.NoForbiddenCharacters(multiline=True)], limit=1000)
    scans = Files(SCANS_LABEL, accept=SCAN_ENDINGS)

    def is_storable(self) -> bool:
        """Judge a draft: the day may still be empty."""
        self.validate()
        if not "".join(self.leave_on.typed):
            self.leave_on.errors = []
        return not self.errors

    def missing(self) -> list[ErrorItem]:
        """Nothing but the day is needed, and that may not be missing."""
        return []


class PaperEntry(Reception):
    """What an entry typed from paper has beside the items."""

    scans = Files(SCANS_LABEL, accept=SCAN_ENDINGS)

    def is_storable(self) -> bool:
        """Judge a draft; only how it arrived must be right already."""
        is_fine: bool = super().is_storable()  # type: ignore[misc]
        try:
            self.validate_arrived_time(self.arrived_time)
        except ValidationError as refusal:
            self.add_error("arrived_time", str(refusal))  # type: ignore[attr-defined]
            return False
        return is_fine

    def missing(self) -> list[ErrorItem]:
        """Take away the errors of what the paper leaves empty, and return them; the name is never left empty."""
        found: list[ErrorItem] = []
        for field in self:  # type: ignore[attr-defined]
            may_be_empty = field.name not in {"name", "channel", "arrived_on", "arrived_time", "csrf_token"}
            if field.errors and not field.data and may_be_empty:
                found.append(ErrorItem(getattr(field, "anchor", field.id), _blank(field)))
                field.errors = []
        return found


def _blank(field: Any) -> str:
    if isinstance(field, SingleCheckbox):
        return f"「{field.label.text}」：印がありません。"
    return f"{field.label.text}：記入がありません。"


@lru_cache(maxsize=32)
def paper_entry_form(base: type[EntryForm]) -> type[EntryForm]:
    """Return the form of an entry with the fields of its reception."""
    return type("PaperEntryForm", (PaperEntry, base), {})


# --- Read-back ----------------------------------------------------------------


@lru_cache(maxsize=64)
def reading_form(  # noqa: PLR0913 - each keyword is one thing that the paper may say
    items: tuple[ProfileItem, ...],
    declarations: tuple[Declaration, ...],
    places: tuple[tuple[str, str], ...],
    *,
    stored_place: tuple[str, str] | None = None,
    days: tuple[tuple[str, str], ...] = (),
    with_reason: bool = False,
) -> type[EntryForm]:
    """Make a form over some items, none of them compulsory; ``days`` are further (name, label) of dates."""
    made = entry_form(
        tuple(replace(item, required=False) for item in items), declarations, places, stored_place=stored_place
    )
    more: dict[str, Any] = {name: DateBoxes(label) for name, label in days}
    more |= {f"declare_{one.value}": SingleCheckbox(one.label) for one in declarations}
    if with_reason:
        more["reason"] = LongText("理由", limit=1000, rows=3)
    return type("ReadingForm", (made,), more)


FIRST, SECOND, ANEW = "first", "second", "anew"
CHOICES = ((FIRST, "1人目の入力"), (SECOND, "2人目の入力"), (ANEW, "どちらでもない（入力し直す）"))


def settle_form(differing: Sequence[tuple[str, str]]) -> type[PlatformForm]:
    """Make the form that settles what two people typed differently: (name, label) of each."""
    fields: dict[str, Any] = {"version": Hidden(), "stage": Hidden()}
    for name, label in differing:
        fields[f"choice_{name}"] = Radios(label, choices=CHOICES, required=True)
    fields["compared"] = SingleCheckbox(
        "下の「そのほかの項目」を届いた書類と見比べ、違うところを直しました。", required=True
    )
    return type("SettleForm", (PlatformForm,), fields)


def told_by(form: Any, keys: Iterable[str]) -> dict[str, Any]:
    """Return what a form says under names of the read-back, as plain values: texts, lists, ISO dates."""
    return {key: _plain(form[key].data) for key in keys if key in form}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else value


def label_of(key: str) -> str:
    """Return the label of anything that is read back."""
    base = key.removeprefix("visibility_")
    if base in ITEMS_BY_KEY:
        return ITEMS_BY_KEY[base].label + ("の公開範囲" if key != base else "")
    return LABELS[key]


LABELS: Mapping[str, str] = {
    "arrived_on": "到達日",
    "changed_on": "変更年月日",
    "leave_on": "退会年月日",
    "reason": "理由",
    "declarations": "確認・誓約事項",
}
