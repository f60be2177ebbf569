"""The counter: what is typed while somebody is on the telephone, and the office's other forms for registrations."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from wtforms import ValidationError

from forms.base import OneTimeForm, PlatformForm, SearchForm
from forms.choice_fields import Checkboxes, Radios, Select, SingleCheckbox
from forms.date_fields import DateBoxes
from forms.fields import CodeLike, Email, Kana, LongText, Number, Phone, Search, Text
from forms.organisation_fields import kind_field, place_field
from forms.proxy import PROXY_CHANNELS, TimeOfDay, parse_time
from forms.registrations import ANOTHER
from platform_app.dates import TOKYO, now
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import Accommodation, Attending, RegistrationStatus, SeatPool

#: 氏名（よみ） of one line.
_LINE = re.compile(r"(?P<name>[^（(]+)(?:[（(](?P<kana>[^）)]*)[）)])?\s*")
MOST_OTHERS = 30
#: What comes on paper: its hour of arrival is not the hour of typing.
ON_PAPER = frozenset({Channel.FAX, Channel.POST, Channel.EMAIL})


class CounterSearchForm(SearchForm):
    """Finding whoever is on the telephone."""

    q = Search("よみ、電話番号の下4桁、受付番号、団体名", limit=80)


class CounterForm(OneTimeForm):
    """A registration by telephone in at most six boxes; FAX and the rest unfold."""

    kana = Kana("よみ", required=True, limit=80, autocomplete="off")
    name = Text("氏名", required=True, limit=60, autocomplete="off")
    phone = Phone("電話番号", required=True, autocomplete="off")
    organisation = Text("団体名・所属", limit=120, autocomplete="off")
    attending = Radios("参加方法", required=True, choices=Attending.choices())
    others = LongText("ほかの参加者", limit=2000, rows=2, hint="1行に1人。例：見本次郎（ミホンジロウ）")
    channel = Select(
        "受付方法", prompt=None, default=Channel.PHONE.value, choices=[(one.value, one.label) for one in PROXY_CHANNELS]
    )
    arrived_on = DateBoxes("届いた日", hint="電話のときは空欄で構いません。FAXは印字された日時です。")
    arrived_time = TimeOfDay("届いた時刻", hint="例：15:04、午後3時4分")
    email = Email(
        "メールアドレス", autocomplete="off", hint="なくても受け付けられます。ご家族などと同じでも構いません。"
    )
    organisation_kind = kind_field(prompt="分からない")
    place = place_field()
    seat_class = Select("区分", prompt=None, default=SeatPool.PUBLIC.value, choices=[
        (one.value, one.label) for one in (SeatPool.PUBLIC, SeatPool.MEMBERS, SeatPool.RESERVED)])  # fmt: skip
    needs = Checkboxes("必要な配慮", choices=Accommodation.choices(), columns=3)
    need_detail = Text("配慮について", limit=200, autocomplete="off")
    is_listed = SingleCheckbox("参加者名簿への掲載に同意（確かめた場合）")
    is_photographed = SingleCheckbox("写真・映像に写ることに同意（確かめた場合）")
    memo = Text("事務局のメモ", limit=300, autocomplete="off")
    is_confirmed = SingleCheckbox(ANOTHER)

    def offer(self, attending: Sequence[str], prefecture: str = "") -> None:
        """Set the ways of attending; where there is but one, nobody is asked."""
        self.place.prefecture = prefecture
        self.attending.choices = [(code, Attending.label_of(code)) for code in attending]
        if len(attending) == 1:
            self.attending.data = attending[0]

    def validate_others(self, field: LongText) -> None:
        """Every line is a name, with its reading in brackets where it is known."""
        lines = self.other_lines()
        if len(lines) > MOST_OTHERS:
            message = f"ほかの参加者は{MOST_OTHERS}人までです。"
            raise ValidationError(message)
        for line in lines:
            if not _LINE.fullmatch(line):
                message = f"「{line[:30]}」を、氏名（よみ）の形に直してください。"
                raise ValidationError(message)
        del field

    def validate_arrived_time(self, field: TimeOfDay) -> None:
        """What came on paper has an hour, and nothing has arrived in the future."""
        moment = self.arrived_at()
        if moment is None and (self.arrived_on.data or field.data):
            message = "届いた日と時刻は、両方を入力してください。"
            raise ValidationError(message)
        if moment is not None and moment > now():
            message = "届いた日時が、今より後になっています。確かめてください。"
            raise ValidationError(message)

    def validate_channel(self, field: Select) -> None:
        """Ask for the hour of what came on paper: places go out by arrival."""
        if field.data in ON_PAPER and self.arrived_at() is None:
            message = "FAX・郵送・メールのときは、届いた日と時刻を入力してください（届いた順に席が決まります）。"
            raise ValidationError(message)

    def arrived_at(self) -> datetime | None:
        """Return when it arrived, or None for now."""
        day, clock = self.arrived_on.data, parse_time(str(self.arrived_time.data or ""))
        return datetime.combine(day, clock, TOKYO) if isinstance(day, date) and clock else None

    def other_lines(self) -> list[str]:
        """Return the lines that say something."""
        return [line.strip() for line in str(self.others.data or "").splitlines() if line.strip()]

    def persons(self) -> list[dict[str, Any]]:
        """Return the caller and the others; consents and needs are the caller's own."""
        first = {
            key: self[key].data for key in ("name", "kana", "needs", "need_detail", "is_listed", "is_photographed")
        }
        others = [match for line in self.other_lines() if (match := _LINE.fullmatch(line))]
        return [first, *({"name": each["name"].strip(), "kana": (each["kana"] or "").strip()} for each in others)]


class CounterChangeForm(PlatformForm):
    """The contact of a registration."""

    organisation = Text("団体名・所属", limit=120, autocomplete="off")
    organisation_kind = kind_field(prompt="分からない")
    place = place_field()
    contact_name = Text("申込者の氏名", required=True, limit=60, autocomplete="off")
    phone = Phone("電話番号", required=True, autocomplete="off")
    email = Email("メールアドレス", autocomplete="off")


class CounterSubstituteForm(PlatformForm):
    """代理出席 at the counter."""

    participant = Select("どなたの代わりですか", required=True, prompt=None)
    kana = Kana("代理の方のよみ", required=True, limit=80, autocomplete="off")
    name = Text("代理の方の氏名", required=True, limit=60, autocomplete="off")
    is_confirmed = SingleCheckbox(ANOTHER)

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Set the people as (id, name)."""
        self.participant.choices = list(people)


class ConflictForm(PlatformForm):
    """Who goes back to the waiting list, if anybody."""

    displaced = Checkboxes(
        "キャンセル待ちに戻す申込み", hint="選ばないときは、この申込みがキャンセル待ちのままになります。"
    )

    def offer(self, rows: Iterable[tuple[str, str]]) -> None:
        """Set the registrations that arrived later as (id, words)."""
        self.displaced.choices = list(rows)


class ListSearchForm(SearchForm):
    """Narrowing the list of registrations."""

    q = Search("氏名・よみ・団体名・受付番号・電話番号の下4桁", limit=80)
    status = Select("状態", prompt="すべて", choices=RegistrationStatus.choices())
    attending = Select("参加方法", prompt="すべて", choices=Attending.choices())
    channel = Select("受付方法", prompt="すべて", choices=Channel.choices())


class DrawForm(PlatformForm):
    """The seed of a draw: something that nobody could have chosen to their advantage."""

    seed = CodeLike(
        "抽選の種",
        required=True,
        limit=80,
        width="long",
        hint="前もって決めておいた、誰にも選べない数字や言葉。例：抽選日の日経平均株価の終値。同じ種と名簿からは、必ず同じ結果になります。",
    )
    is_early = SingleCheckbox("締切より前に抽選することを確かめました", required=True)


class ReminderForm(PlatformForm):
    """One reminder: when, to whom, and what to add."""

    amount = Number("どのくらい前", required=True, limit=3)
    unit = Radios("単位", required=True, choices=[("days", "日前"), ("hours", "時間前")], default="days")
    statuses = Checkboxes("送る相手", required=True, choices=[
        (one.value, one.label) for one in (
            RegistrationStatus.CONFIRMED, RegistrationStatus.OFFERED, RegistrationStatus.WAITING)])  # fmt: skip
    message = LongText("書き添える文", limit=2000, rows=4, hint="催しの日時・会場・受付番号は、自動で入ります。")

    def validate_amount(self, field: Number) -> None:
        """A positive number of hours or days."""
        if not str(field.data).isdigit() or int(field.data) < 1:
            message = "どのくらい前かを、1以上の数字で入力してください。"
            raise ValidationError(message)

    def hours(self) -> int:
        """Return the hours before the start."""
        return int(self.amount.data) * (24 if self.unit.data == "days" else 1)


class MailingForm(OneTimeForm):
    """A letter to a selection."""

    statuses = Checkboxes("送る相手の状態", required=True, choices=RegistrationStatus.choices(), columns=2)
    attending = Select("参加方法", prompt="すべて", choices=Attending.choices())
    subject = Text("件名", required=True, limit=120, width="full")
    body = LongText(
        "本文",
        required=True,
        limit=4000,
        rows=8,
        hint="宛名、催しの日時・会場、受付番号、申込みを確かめるページは、自動で入ります。",
    )
