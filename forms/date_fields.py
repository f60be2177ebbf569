"""Fields for dates; years are accepted in the western and the Japanese calendar alike.

What may be typed is what ``platform_app.dates`` can read; what it can not read stays in
the boxes exactly as typed.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms.validators import StopValidation

from forms import widgets
from forms.described import Check, Described
from forms.fields import CodeLike
from forms.validators import DATE_SENTENCES, PartialDateText
from platform_app import dates

PARTS = {"year": "年", "month": "月", "day": "日"}


class DateBoxes(Described):
    """A date in three boxes, 年 月 日; ``data`` is a date, or None.

    The box of the year takes 2026, 令和8, R8 or 平成元, and also a whole date such as
    2026-04-01 or 令和8年4月1日, for those who type or paste dates all day.
    """

    widget = staticmethod(widgets.date_boxes)
    typed: tuple[str, str, str] = ("", "", "")

    def __init__(
        self, label: str, validators: Sequence[Check] = (), *, is_birthday: bool = False, **options: Any
    ) -> None:
        """Declare a date; only a birthday may be filled in by the browser."""
        super().__init__(label, validators, **options)
        self.is_birthday = is_birthday

    @property
    def anchor(self) -> str:
        """The box of the year."""
        return f"{self.id}-year"

    def boxes(self) -> list[tuple[str, str, str]]:
        """Return (part, unit, text) of the three boxes."""
        return [(part, unit, text) for (part, unit), text in zip(PARTS.items(), self.typed, strict=True)]

    def box_autocomplete(self, part: str) -> str:
        """Return what the browser may fill in."""
        return f"bday-{part}" if self.is_birthday else "off"

    def process(self, formdata: Any, *arguments: Any, **options: Any) -> None:
        """Gather the three boxes into one text before WTForms judges whether it is empty."""
        super().process(None, *arguments, **options)
        names = [f"{self.name}-{part}" for part in PARTS]
        if not formdata or not any(name in formdata for name in names):
            return
        year, month, day = (str(formdata.get(name, "")).strip() for name in names)
        self.typed = (year, month, day)
        self.raw_data = ["".join(self.typed)]
        self.data = self._read(year, month, day)

    def process_data(self, value: date | None) -> None:
        """Show a stored date."""
        self.data = value
        self.typed = (str(value.year), str(value.month), str(value.day)) if value else ("", "", "")

    def _read(self, year: str, month: str, day: str) -> date | None:
        """Return the date that was typed, or None with an error noted."""
        if not year + month + day:
            return None
        whole = f"{year.rstrip('年')}年{month.rstrip('月')}月{day.rstrip('日')}日" if month + day else year
        try:
            return dates.parse_date(whole)
        except dates.DateNotUnderstood as refusal:
            sentence = DATE_SENTENCES[refusal.reason].format(label=self.label.text, example="令和8年4月1日")
            self.process_errors = [*self.process_errors, sentence]
            return None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms passes the form
        """Stop where the date was not understood; that sentence is enough."""
        if self.process_errors:
            raise StopValidation


class PartialDate(CodeLike):
    """A date of which perhaps only the year, or year and month, is known.

    ``data`` is its stored form (2013, 2013-07, 2013-07-14), or what was typed while that is
    no date; the box shows it in the Japanese calendar.
    """

    default_width = "medium"
    rules = (PartialDateText(),)

    @property
    def shown(self) -> str:
        """The date in words, or what was typed."""
        try:
            return dates.PartialDate.from_iso(str(self.data)).label()
        except ValueError:
            return str(self.data)

    def fold(self, text: str) -> str:
        """Return the stored form, or the text where it is no date."""
        try:
            return str(dates.parse_partial(text))
        except dates.DateNotUnderstood:
            return text.strip()
