"""A field for day and time of day; the time is Japan's."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from markupsafe import Markup
from wtforms.validators import StopValidation

from forms import widgets
from forms.described import Check, Described
from forms.validators import DATE_SENTENCES
from platform_app import dates
from platform_app.width import fold_code

PARTS = {"year": "年", "month": "月", "day": "日", "hour": "時", "minute": "分"}


class MomentBoxes(Described):
    """A day in three boxes and a time in two; ``data`` is an aware instant, or None.

    The year takes either calendar; the box of the hour also takes 14:30. Minutes left
    empty are zero.
    """

    widget: Callable[..., Markup] = staticmethod(widgets.date_boxes)

    def __init__(self, label: str, validators: Sequence[Check] = (), **options: Any) -> None:
        """Declare an instant."""
        super().__init__(label, validators, **options)
        self.typed: tuple[str, ...] = ("",) * len(PARTS)

    @property
    def anchor(self) -> str:
        """The box of the year."""
        return f"{self.id}-year"

    def boxes(self) -> list[tuple[str, str, str]]:
        """Return (part, unit, text) of the five boxes."""
        return [(part, unit, text) for (part, unit), text in zip(PARTS.items(), self.typed, strict=True)]

    def box_autocomplete(self, part: str) -> str:  # noqa: ARG002 - the widget asks for each box
        """Let the browser fill in nothing."""
        return "off"

    def process(self, formdata: Any, *arguments: Any, **options: Any) -> None:
        """Gather the boxes into one text before WTForms judges whether it is empty."""
        super().process(None, *arguments, **options)
        names = [f"{self.name}-{part}" for part in PARTS]
        if not formdata or not any(name in formdata for name in names):
            return
        self.typed = tuple(str(formdata.get(name, "")).strip() for name in names)
        self.raw_data = ["".join(self.typed)]
        self.data = self._read()

    def process_data(self, value: datetime | None) -> None:
        """Show a stored instant in Japanese time."""
        self.data = value
        self.typed = ("",) * len(PARTS)
        if value is not None:
            local = dates.to_tokyo(value)
            self.typed = (str(local.year), str(local.month), str(local.day), str(local.hour), f"{local.minute:02}")

    def _read(self) -> datetime | None:
        """Return the instant that was typed, or None with an error noted."""
        year, month, day, hour, minute = self.typed
        if not "".join(self.typed):
            return None
        whole = f"{year.rstrip('年')}年{month.rstrip('月')}月{day.rstrip('日')}日" if month + day else year
        try:
            on = dates.parse_date(whole)
        except dates.DateNotUnderstood as refusal:
            sentence = DATE_SENTENCES[refusal.reason].format(label=self.label.text, example="令和8年4月1日")
            self.process_errors = [*self.process_errors, sentence]
            return None
        return self._at(on, fold_code(hour).rstrip("時"), fold_code(minute).rstrip("分"))

    def _at(self, on: date, hour: str, minute: str) -> datetime | None:
        hour, _, rest = hour.replace("：", ":").partition(":")
        minute = minute or rest or "0"
        if not hour:
            self.process_errors = [*self.process_errors, f"{self.label.text}の時刻を、0から23の時で入力してください。"]
            return None
        is_clock = hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()
        if not is_clock or int(hour) > 23 or int(minute) > 59:  # noqa: PLR2004 - hours and minutes
            sentence = f"{self.label.text}の時刻を、0時から23時、0分から59分の数字で入力してください（例：14時30分）。"
            self.process_errors = [*self.process_errors, sentence]
            return None
        return datetime.combine(on, time(int(hour), int(minute)), dates.TOKYO)

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms passes the form
        """Stop where the instant was not understood; that sentence is enough."""
        if self.process_errors:
            raise StopValidation
