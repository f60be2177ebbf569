"""What the office types when it plans an event."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field

from forms.base import PlatformForm
from forms.choice_fields import Checkboxes, Radios, Select, SingleCheckbox
from forms.event_lines import CONTACT_FORM, ORGANISER_FORM, contact_lines, number_fault, organiser_lines
from forms.event_pools import PoolsForm
from forms.fields import Kana, LongText, Number, PostalCode, Text, Url
from forms.moment_fields import MomentBoxes
from platform_app.vocabulary.events import (
    Accommodation,
    EventAudience,
    EventFormat,
    EventKind,
    PartyPolicy,
    Selection,
)


class PlaceForm(PlatformForm):
    """When and where."""

    starts_at = MomentBoxes("開始日時", required=True, hint="年は、令和8、R8、2026 のいずれでも入力できます。")
    ends_at = MomentBoxes("終了日時", required=True)
    reception_at = MomentBoxes("会場の受付を始める日時")
    is_tentative = SingleCheckbox("日時は確定していない（次の「日時の説明」を表示します）")
    time_note = Text("日時の説明", limit=200, hint="例：今秋10月頃、入退場自由")
    format = Radios("開催形式", choices=EventFormat.choices(), required=True, default=EventFormat.VENUE.value)
    venue = Text("会場の名称", limit=200, hint="例：ろうきんホール")
    room = Text("階・室", limit=100)
    postal_code = PostalCode("郵便番号")
    municipality = Select("市町村")
    address = Text("住所", limit=300, width="full")
    online_tool = Text("オンラインの方法", limit=100, hint="例：Zoom")

    def place_fault(self) -> None:
        """Ask for what the chosen way of holding it needs, and for words while the day is open."""
        if self.format.data != EventFormat.ONLINE and not (self.venue.data or self.is_tentative.data):
            self.add_error("venue", "会場の名称を入力してください。")
        if self.format.data != EventFormat.VENUE and not self.online_tool.data:
            self.add_error("online_tool", "オンラインの方法を入力してください（例：Zoom）。")
        if self.is_tentative.data and not self.time_note.data:
            self.add_error("time_note", "確定していないときは、「今秋10月頃」のように日時の説明を入力してください。")
        if self.starts_at.data and self.ends_at.data and self.ends_at.data <= self.starts_at.data:
            self.add_error("ends_at", "終了日時は、開始日時より後にしてください。")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields, then what must fit together."""
        is_valid = bool(super().validate(extra_validators))
        if "format" in self:
            self.place_fault()
        return is_valid and not any(field.errors for field in self) and not self.form_errors


class EventForm(PlaceForm, PoolsForm):
    """Everything that the office says of an event, but its programme and files."""

    kind = Select("種類", choices=EventKind.choices(), required=True)
    title = Text(
        "名称", required=True, limit=200, width="full", hint="「第2回」は付けずに、下の「回次」に入力してください。"
    )
    title_kana = Kana("名称（カナ）", limit=200, width="full")
    series = Text("シリーズ", limit=200, hint="回を重ねる催しの名前です。新しい名前も入力できます。例：セミナー")
    series_number = Number("回次", limit=4, hint="第2回なら「2」")
    subtitle = Text("副題・テーマ", limit=200, width="full")
    summary = LongText("概要", limit=200, rows=2, hint="一覧やカレンダーに表示します。70字くらいが目安です。")
    description = LongText("内容", limit=8000, rows=8, hint="見出しや箇条書きには Markdown を使えます。")
    audience = Radios(
        "参加できる方", choices=EventAudience.choices(), required=True, default=EventAudience.EVERYBODY.value
    )
    target_note = Text("対象の説明", limit=200)
    access = LongText("交通", limit=500, rows=2)
    parking = Text("駐車場", limit=200, width="full", hint="例：あり（20台、無料）")
    online_url = Url("参加用のURL", hint="公開しません。参加が決まった方だけにお知らせします。")
    fee = Text("参加費", limit=200, hint="空欄のときは「無料」と表示します。")
    accommodations = Checkboxes("用意できる配慮", choices=Accommodation.choices(), columns=2)
    accommodation_note = Text(
        "配慮の説明", limit=300, width="full", hint="例：手話通訳は2週間前までにお知らせください。"
    )
    childcare = Text("託児", limit=300, width="full", hint="例：あり（無料、1歳から就学前、10日前までに申込み）")
    organisers = LongText("主催・共催・後援", rows=3, limit=2000, hint=ORGANISER_FORM)
    contacts = LongText("問合せ先", rows=3, limit=2000, hint=CONTACT_FORM)
    remarks = LongText("備考", limit=2000, rows=3)
    selection = Radios("参加者の決め方", choices=Selection.choices(), required=True, default=Selection.FIRST_COME.value)
    opens_at = MomentBoxes("申込みの開始", hint="空欄のときは、公開と同時に始めます。")
    closes_at = MomentBoxes("申込みの締切", hint="空欄のときは、開始まで受け付けます。時刻まで決めてください。")
    per_organisation = Number("1団体から参加できる人数", limit=5, hint="空欄のときは、制限しません。")
    party_policy = Radios(
        "空きが人数に足りない申込みの扱い", choices=PartyPolicy.choices(), required=True, default=PartyPolicy.WAIT.value
    )
    freeze_at = MomentBoxes("キャンセル待ちの繰上げを止める日時", hint="空欄のときは、開始まで繰り上げます。")
    offer_hours = Number(
        "繰上げの回答時間（時間）", limit=4, hint="0又は空欄のときは、回答を待たずに参加確定とします。"
    )
    tells = SingleCheckbox("申込者に、変更をメールで知らせる")
    message = LongText("変更のお知らせ", limit=1000, rows=3, hint="公開ページの履歴にも載ります。")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields, then numbers, lines and times."""
        is_valid = super().validate(extra_validators)
        self._numbers()
        self._times()
        if "organisers" in self and organiser_lines(self.organisers.data) is None:
            self.add_error("organisers", ORGANISER_FORM)
        if "contacts" in self and any(line["name"] == "" for line in contact_lines(self.contacts.data)):
            self.add_error("contacts", CONTACT_FORM)
        return is_valid and not any(field.errors for field in self) and not self.form_errors

    def _numbers(self) -> None:
        for name, least in (("per_organisation", 1), ("series_number", 1), ("offer_hours", 0)):
            sentence = number_fault(self[name].label.text, self[name].data, least=least, most=9999)
            if sentence:
                self.add_error(name, sentence)

    def _times(self) -> None:
        start = self.starts_at.data if "starts_at" in self else None
        end = self.ends_at.data if "ends_at" in self else None
        if self.closes_at.data and end and self.closes_at.data > end:
            self.add_error("closes_at", "申込みの締切は、催しの終了より前にしてください。")
        if self.opens_at.data and self.closes_at.data and self.opens_at.data >= self.closes_at.data:
            self.add_error("opens_at", "申込みの開始は、締切より前にしてください。")
        for name in ("reception_at", "freeze_at"):
            if name in self and self[name].data and start and self[name].data > start:
                self.add_error(name, f"{self[name].label.text}は、開始日時より前にしてください。")

    def values(self) -> dict[str, Any]:
        """Return what was typed as columns of an event; places, series and the message apart."""
        apart = {"pools", "series", "tells", "message", "csrf_token", "submission_token"}
        found = {name: value for name, value in self.data.items() if name not in apart}
        for name in ("per_organisation", "series_number", "offer_hours"):
            found[name] = int(found[name]) if str(found[name] or "").strip() else (0 if name == "offer_hours" else None)
        found["organisers"] = organiser_lines(found["organisers"]) or []
        found["contacts"] = contact_lines(found["contacts"])
        return found


def groups(form: EventForm) -> list[tuple[str, list[Field]]]:
    """Return the fields of the page under their headings, in order."""
    wanted = (
        (
            "名称と内容",
            ("kind", "title", "title_kana", "series", "series_number", "subtitle", "summary", "description"),
        ),
        (
            "日時と場所",
            (
                "starts_at",
                "ends_at",
                "reception_at",
                "is_tentative",
                "time_note",
                "format",
                "venue",
                "room",
                "postal_code",
                "municipality",
                "address",
                "access",
                "parking",
                "online_tool",
                "online_url",
            ),
        ),
        ("対象・費用・配慮", ("audience", "target_note", "fee", "accommodations", "accommodation_note", "childcare")),
        ("主催と問合せ", ("organisers", "contacts", "remarks")),
        (
            "申込み",
            ("selection", "opens_at", "closes_at", "per_organisation", "party_policy", "freeze_at", "offer_hours"),
        ),
    )
    return [(heading, [form[name] for name in names if name in form]) for heading, names in wanted]
