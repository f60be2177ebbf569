"""What became of opinions: one step, the day on which a task was done, and the opinions of a thread."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from forms.base import PlatformForm
from forms.choice_fields import Select, SingleCheckbox
from forms.fields import CodeLike, LongText, Text
from forms.validators import Required, WarekiDate
from platform_app.dates import parse_date, today, wareki
from platform_app.vocabulary.trace import OutcomeKind

DATE_HINT = "例：令和5年7月14日"
NUMBERS = re.compile(r"[0-9]{1,9}")
MOST_OPINIONS = 200


class StepForm(PlatformForm):
    """One step: what happened on which day, who does what by when."""

    kind = Select("種類", [Required()], choices=OutcomeKind.choices())
    title = Text("件名", required=True, limit=200, width="full", hint="例：令和5年度第2回運営会議の議題にする")
    happened_on = CodeLike("日付", [Required(), WarekiDate()], hint=DATE_HINT)
    detail = LongText("内容", limit=4000, rows=4)
    person = Text("担当", limit=100, hint="課題のとき。公開すると、だれでも読めます。")
    due_on = CodeLike("期限", [WarekiDate()], hint="課題のとき。" + DATE_HINT)
    done_on = CodeLike("済んだ日", [WarekiDate()], hint="済んでいるとき。" + DATE_HINT)
    event = Select("関係する催し", prompt="なし")

    def offer(self, events: Sequence[tuple[str, str]]) -> "StepForm":
        """Offer the events; the form itself knows none."""
        self.event.choices = list(events)
        return self

    def show(self, values: Mapping[str, Any]) -> None:
        """Show a stored step."""
        days = {key: wareki(values[key]) if values[key] else "" for key in ("happened_on", "due_on", "done_on")}
        self.load({**values, **days, "event": values["event_id"] or ""})

    def plan(self) -> dict[str, Any]:
        """Return what was typed, with days as dates."""
        return {
            "kind": OutcomeKind(self.kind.data),
            "title": self.title.data,
            "detail": self.detail.data or "",
            "person": self.person.data or "",
            "happened_on": parse_date(self.happened_on.data),
            "due_on": _day(self.due_on.data),
            "done_on": _day(self.done_on.data),
            "event_id": int(self.event.data) if self.event.data else None,
        }


class FirstStepForm(StepForm):
    """The first step of a thread, which may be published at once."""

    is_published = SingleCheckbox("この段階を公開する")


class DoneForm(PlatformForm):
    """The day on which a task was done."""

    done_on = CodeLike("済んだ日", [Required(), WarekiDate()], hint=DATE_HINT)

    def show_today(self) -> None:
        """Start from today."""
        self.done_on.data = wareki(today())

    def day(self) -> date:
        """Return the day."""
        return parse_date(self.done_on.data)


class LinkForm(PlatformForm):
    """The numbers of the opinions that a thread begins with."""

    numbers = Text(
        "意見の番号",
        required=True,
        limit=2000,
        width="full",
        hint="意見のページに出る番号を、「、」か空白で区切ります。",
    )

    def show(self, opinion_ids: Iterable[int]) -> None:
        """Show the numbers of the opinions that are linked now."""
        self.numbers.data = "、".join(map(str, opinion_ids))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the numbers."""
        is_valid = bool(super().validate(extra_validators))
        wrong = [part for part in _parts(self.numbers.data) if not NUMBERS.fullmatch(part)]
        if is_valid and (wrong or len(self.opinion_ids()) > MOST_OPINIONS):
            self.add_error("numbers", "番号を数字で、「、」か空白で区切って、200件まで入力してください。")
            return False
        return is_valid

    def opinion_ids(self) -> list[int]:
        """Return the numbers."""
        return [int(part) for part in _parts(self.numbers.data) if NUMBERS.fullmatch(part)]


def _parts(text: Any) -> list[str]:
    return [part for part in re.split(r"[\s、,，・]+", unicodedata.normalize("NFKC", str(text or ""))) if part]


def _day(text: Any) -> date | None:
    return parse_date(text) if text else None
