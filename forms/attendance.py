"""The day of an event: taps, people at the door, the paper sheet, online reports, and what to print."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any, cast

from flask import request
from werkzeug.datastructures import FileStorage
from wtforms import ValidationError

from forms.base import OneTimeForm, PlatformForm, SearchForm
from forms.choice_fields import Select, SingleCheckbox
from forms.fields import Files, Hidden, Kana, Number, Phone, Search, Text
from forms.organisation_fields import kind_field, place_field
from platform_app.dates import TOKYO, today
from platform_app.folding import fold_digits
from platform_app.vocabulary.events import UNDONE, AttendanceMark, Attending

#: Marks that the screen can make.
MARKS = (*AttendanceMark, UNDONE)
MOST_ROOMS = 50
#: The id that a device gives a tap.
TAP_ID = r"[\w:.-]{8,64}"


class TapForm(PlatformForm):
    """One press of a button; everything about it is hidden."""

    participant_id = Hidden(pattern=r"[0-9]{1,9}")
    tap_id = Hidden(pattern=TAP_ID)
    mark = Hidden(pattern="|".join(str(mark) for mark in MARKS))

    @property
    def tapped(self) -> tuple[int, str, str]:
        """The participant, the mark and the tap's id; to be asked for only after validation."""
        return int(self.participant_id.data or 0), str(self.mark.data), str(self.tap_id.data)


class FilterSelect(Select):
    """A choice that narrows a list; none is as good an answer as any."""

    is_marked = False


class RollForm(SearchForm):
    """Whom to look for on the day."""

    q = Search("氏名・よみ・団体名・受付番号", limit=80)
    mark = FilterSelect("状態", choices=[(UNDONE, "未受付"), *AttendanceMark.choices()], prompt="すべて")
    attending = FilterSelect("形式", choices=Attending.choices(), prompt="すべて")


class HourForm(PlatformForm):
    """A mark with its hour and a word about it: absent by telephone, late, left early."""

    mark = Select("出欠", required=True, choices=[*AttendanceMark.choices(), (UNDONE, "未受付に戻す")])
    hour = Text(
        "時刻", required=True, limit=6, width="short", hint="例：13:05。電話を受けた時刻、着いた時刻、帰った時刻です。"
    )
    note = Text("摘要", limit=100, hint="例：電話連絡あり、体調不良")

    def validate_hour(self, _field: Any) -> None:
        """Refuse what is no hour of the day."""
        if self.at is None:
            message = "時刻は、13:05のように入力してください。"
            raise ValidationError(message)

    @property
    def at(self) -> datetime | None:
        """The hour as an instant of today; None when it is none."""
        text = fold_digits(self.hour.data or "").strip().replace("：", ":").replace("時", ":").rstrip("分")
        try:
            clock = time.fromisoformat(text.rjust(5, "0"))
        except ValueError:
            return None
        return datetime.combine(today(), clock.replace(tzinfo=None), TOKYO)


class AtDoorForm(OneTimeForm):
    """Somebody who was not expected and stands at the door."""

    name = Text("氏名", required=True, limit=60, autocomplete="off")
    kana = Kana("よみ（カタカナ）", required=True, limit=80, autocomplete="off")
    organisation = Text("団体名", limit=120, autocomplete="off", hint="個人の方は空けておきます。")
    organisation_kind = kind_field(prompt="選ばない")
    place = place_field()
    department = Text("部署", limit=80, autocomplete="off")
    title = Text("役職", limit=60, autocomplete="off")
    phone = Phone("電話番号", autocomplete="off", hint="分からなければ空けておきます。")
    attending = Select("形式", required=True, choices=Attending.choices())
    is_listed = SingleCheckbox("参加者名簿に氏名・所属を載せることに同意された")
    is_photographed = SingleCheckbox("記録の写真や映像に写ることに同意された")
    is_confirmed = SingleCheckbox("同じ読みの方がすでに申し込まれていますが、別の方です")


class SubstituteForm(PlatformForm):
    """Who has come in somebody's place."""

    name = Text("代わりに来た方の氏名", required=True, limit=60, autocomplete="off")
    kana = Kana("よみ（カタカナ）", required=True, limit=80, autocomplete="off")
    department = Text("部署", limit=80, autocomplete="off")
    title = Text("役職", limit=60, autocomplete="off")
    is_listed = SingleCheckbox("参加者名簿に氏名・所属を載せることに同意された")
    is_photographed = SingleCheckbox("記録の写真や映像に写ることに同意された")
    is_confirmed = SingleCheckbox("同じ読みの方がすでに申し込まれていますが、別の方です")
    tap_id = Hidden(pattern=TAP_ID)


class PaperForm(PlatformForm):
    """One page of the paper sheet: a mark for each person, by the names ``mark-<id>``; none says nothing."""

    def marks(self, participant_ids: Iterable[int]) -> dict[int, str]:
        """Return what was typed about these people; anything else that was sent is left out."""
        known = {str(mark) for mark in AttendanceMark}
        sent = {key: request.form.get(f"mark-{key}", "") for key in participant_ids}
        return {key: mark for key, mark in sent.items() if mark in known}


class ReportForm(PlatformForm):
    """The participant report that Zoom makes after a meeting."""

    file = Files(
        "参加者レポート（CSV）", required=True, accept=(".csv",), multiple=False,
        hint="Zoomの「レポート」→「用途」→「参加者」から書き出したファイル。この段階では記録しません。",
    )  # fmt: skip

    @property
    def upload(self) -> FileStorage:
        """The file that was chosen; to be asked for only after validation."""
        return cast("FileStorage", self.file.data[0])


class ReportApplyForm(PlatformForm):
    """The consent to record what the page shows; the stays travel with the page."""

    stays = Hidden(pattern=r"(?s)\[.{0,2000000}\]")
    is_read = SingleCheckbox("上の内容を確かめました。出席として記録します。", required=True)


class RoomsForm(SearchForm):
    """Into how many breakout rooms people are put."""

    rooms = Number("ルームの数", required=True, width="short", limit=2)

    @property
    def count(self) -> int:
        """The number of rooms, 1 to 50 (the most that Zoom makes at first)."""
        text = self.rooms.data or ""
        return min(max(int(text), 1), MOST_ROOMS) if text.isascii() and text.isdigit() else 1
