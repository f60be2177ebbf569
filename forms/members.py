"""Searching, correcting and ending entries of the register."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from forms.base import PlatformForm, SearchForm
from forms.choice_fields import Select, SingleCheckbox
from forms.fields import CodeLike, LongText, Search
from forms.validators import Required, WarekiDate
from platform_app.dates import parse_date
from platform_app.vocabulary.organisations import OrganisationKind, RegisterChange, Theme

ANY = "すべて"
DATE_HINT = "例：令和5年7月14日"


class MemberSearchForm(SearchForm):
    """Find organisations in the register as it stood on a date."""

    words = Search("団体名", hint="ふりがなや、以前の名称でも探せます。")
    kind = Select("団体種別", prompt=ANY, choices=OrganisationKind.choices())
    theme = Select("活動分野", prompt=ANY, choices=Theme.choices())
    municipality = Select("市町村", prompt=ANY)
    as_of = CodeLike("基準日", [WarekiDate()], hint=DATE_HINT + "（空欄は本日）")

    def offer(self, municipalities: Sequence[tuple[str, str]]) -> "MemberSearchForm":
        """Offer the municipalities; the form itself knows none."""
        self.municipality.choices = list(municipalities)
        return self

    def day(self, today: date) -> date:
        """Return the day asked for, else today."""
        return parse_date(self.as_of.data) if self.as_of.data and not self.as_of.errors else today

    def criteria(self) -> dict[str, str]:
        """Return what is looked for."""
        names = ("words", "kind", "theme", "municipality")
        return {name: ((self[name].data or "").strip() if not self[name].errors else "") for name in names}


class KnownForm(MemberSearchForm):
    """The office may also ask what was known on an earlier day."""

    known_on = CodeLike("その時点で登載済みのもの", [WarekiDate()], hint="この日までに登載した内容だけで見るとき")
    former = SingleCheckbox("退会した団体も含める")

    def known_day(self) -> date | None:
        """Return the day up to which lines had to be known, if one was asked for."""
        return parse_date(self.known_on.data) if self.known_on.data and not self.known_on.errors else None


class PeriodForm(SearchForm):
    """A period, both days included."""

    since = CodeLike("いつから", [Required(), WarekiDate()], hint=DATE_HINT)
    until = CodeLike("いつまで", [Required(), WarekiDate()], hint=DATE_HINT)

    def period(self) -> tuple[date, date]:
        """Return the two days, the earlier first."""
        first, last = parse_date(self.since.data), parse_date(self.until.data)
        return min(first, last), max(first, last)


class StandingForm(PlatformForm):
    """Suspend, resume or expel, from a day and for a reason."""

    change = Select(
        "異動の種類",
        [Required()],
        choices=[
            (change.value, change.label)
            for change in (RegisterChange.SUSPENSION, RegisterChange.RESUMPTION, RegisterChange.EXPULSION)
        ],
    )
    effective_on = CodeLike("異動日", [Required(), WarekiDate()], hint=DATE_HINT)
    reason = LongText("理由", [Required()], rows=3)


class LineageForm(PlatformForm):
    """Record what became of an organisation."""

    kind = Select("沿革の種類", [Required()])
    successor = CodeLike("後継となる会員の番号", [Required()], hint="会員番号を入力してください。")
    linked_on = CodeLike("異動日", [Required(), WarekiDate()], hint=DATE_HINT)
    note = LongText("備考", rows=3)

    def offer(self, *, merger: bool) -> "LineageForm":
        """Offer the kinds that the reader may record: a merger ends a membership, and is for deciders."""
        kinds = (RegisterChange.MERGER, RegisterChange.INCORPORATION) if merger else (RegisterChange.INCORPORATION,)
        self.kind.choices = [(change.value, change.label) for change in kinds]
        self.kind.description = (
            "合併を登載すると、この団体の在籍は異動日に終わります。" if merger else "合併は、決裁者が登載します。"
        ) + "法人化では、在籍は終わりません。法人が新しく入会した場合は、元の団体の退会届も入力してください。"
        return self

    def values_for(self) -> dict[str, Any]:
        """Return the day and the note as they are recorded."""
        return {"linked_on": parse_date(self.linked_on.data), "note": self.note.data or ""}
