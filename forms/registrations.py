"""Taking part in an event: the sheet of one or several people, and what may be done with it afterwards."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import FieldList, Form, FormField

from forms.base import OneTimeForm, PlatformForm
from forms.choice_fields import Checkboxes, Radios, SingleCheckbox
from forms.fields import CodeLike, Email, Hidden, Kana, LongText, Phone, Text
from forms.organisation_fields import PLACE_HINT, kind_field, place_field
from platform_app.vocabulary.events import Accommodation, Attending

#: People on one sheet; a larger party writes to the office, which knows the room.
MOST_PEOPLE = 10
ANOTHER = "同じ読みの方がすでに申し込まれていますが、別の方です"
TWINS = (
    "同じ読みと電話番号（又は団体名）の申込みが、すでにあります。同じ方のときは、受付番号から変更や取消しをお手続きください。"
    "別の方のときは、下の「別の方です」にチェックを入れて、もう一度進んでください。"
)


#: What an organisation outside the register must say, and how it is asked for.
ASKED_OF_ORGANISATIONS = {
    "organisation_kind": "団体の種別を選択してください。個人で参加される方は、団体名を空欄にしてください。",
    "place": "団体の所在地の市町村を入力してください。",
}


class PersonFields(Form):
    """One person: name and reading, office, and what each decides for themselves."""

    name = Text("氏名", required=True, limit=60, autocomplete="off")
    kana = Kana("氏名のよみ（カタカナ）", required=True, limit=80, autocomplete="off")
    department = Text("部署", limit=80, autocomplete="off")
    title = Text("役職", limit=60, autocomplete="off")
    needs = Checkboxes("必要な配慮", choices=Accommodation.choices(), columns=2)
    need_detail = Text("配慮について伝えておきたいこと", limit=200, autocomplete="off")
    is_listed = SingleCheckbox("当日配る参加者名簿に、氏名・所属を載せることに同意します")
    is_photographed = SingleCheckbox("記録の写真や映像に写ることに同意します")


class ParticipantFields(PersonFields):
    """One row of a sheet; a further row that says nothing counts for nothing."""

    is_first = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed or ticked."""
        return not any(field.data for field in self)

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge the row, unless it is left empty."""
        return (self.is_blank and not self.is_first) or super().validate(extra_validators)


class People(FieldList):
    """The rows of a sheet; the first one must be filled."""

    def validate(self, form: Any, extra_validators: Any = ()) -> bool:
        """Mark the first row before the rows are judged."""
        if self.entries:
            self.entries[0].form.is_first = True
        return super().validate(form, extra_validators)


class RegistrationForm(OneTimeForm):
    """参加申込書 of a visitor or a member, for one or several people."""

    organisation = Text(
        "団体名・所属", limit=120, autocomplete="organization", hint="個人で参加される方は、空欄のままで構いません。"
    )
    organisation_kind = kind_field(hint="団体名を入力したときは、選択してください。")
    place = place_field(hint=f"団体名を入力したときは、入力してください。{PLACE_HINT}")
    contact_name = Text("申込者の氏名", required=True, limit=60, autocomplete="name")
    phone = Phone("電話番号", required=True, hint="日中につながる番号。後から申込みを確かめるときにも使います。")
    email = Email(
        "メールアドレス", hint="受付や繰上げのお知らせをお送りします。お持ちでない方は、お電話でお知らせします。"
    )
    attending = Radios("参加方法", required=True, choices=Attending.choices())
    people = People(FormField(ParticipantFields), "参加者", min_entries=1, max_entries=MOST_PEOPLE)
    question = LongText("登壇者・事務局への質問や連絡", limit=1000, rows=3)
    is_confirmed = SingleCheckbox(ANOTHER)

    def validate(self, extra_validators: Any = None) -> bool:
        """Judge the fields; an organisation outside the register says what it is and where."""
        is_valid = bool(super().validate(extra_validators))
        for name, sentence in ASKED_OF_ORGANISATIONS.items():
            if name in self and self.organisation.data and not self[name].data:
                self.add_error(name, sentence)
                is_valid = False
        return is_valid

    def offer(self, attending: Sequence[str], prefecture: str = "") -> None:
        """Set the ways of attending; where there is but one, nobody is asked."""
        if "place" in self:
            self.place.prefecture = prefecture
        self.attending.choices = [(code, Attending.label_of(code)) for code in attending]
        if len(attending) == 1:
            self.attending.data = attending[0]

    @property
    def is_single_way(self) -> bool:
        """Whether there is only one way of attending."""
        return len(self.attending.choices) == 1

    def one_more(self) -> bool:
        """Add an empty row; say whether there was room for it."""
        if len(self.people) >= MOST_PEOPLE:
            return False
        self.people.append_entry()
        return True

    def persons(self) -> list[dict[str, Any]]:
        """Return what was typed about each person."""
        return [entry.form.data for entry in self.people if not entry.form.is_blank]

    def ask_whether_another(self) -> None:
        """Show that somebody may be registered twice."""
        self.add_error("is_confirmed", TWINS)


class FindRegistrationForm(PlatformForm):
    """The receipt number with the secret, or with the last four digits of the telephone."""

    number = CodeLike(
        "受付番号", required=True, limit=60, width="medium", hint="例：R08-E-0001-V（ハイフンはなくても構いません）"
    )
    secret = CodeLike(
        "電話番号の下4桁、又は照会用パスワード",
        required=True,
        limit=60,
        width="medium",
        autocomplete="off",
        hint="電話番号は、申込書に書いた番号の最後の4桁です。",
    )


class DetailFields(Form):
    """What may change about one participant; ``needs`` only where the secret was shown."""

    department = Text("部署", limit=80)
    title = Text("役職", limit=60)
    needs = Checkboxes("必要な配慮", choices=Accommodation.choices(), columns=2)
    need_detail = Text("配慮について伝えておきたいこと", limit=200)
    is_listed = SingleCheckbox("当日配る参加者名簿に、氏名・所属を載せることに同意します")
    is_photographed = SingleCheckbox("記録の写真や映像に写ることに同意します")
    key = Hidden(pattern=r"\d{1,12}")


class EditRegistrationForm(PlatformForm):
    """Changing the contact and the details."""

    contact_name = Text("申込者の氏名", required=True, limit=60, autocomplete="name")
    phone = Phone("電話番号", required=True)
    email = Email("メールアドレス", hint="空欄にすると、お知らせはお電話になります。")
    question = LongText("登壇者・事務局への質問や連絡", limit=1000, rows=3)
    people = FieldList(FormField(DetailFields), "参加者", max_entries=60)


class SubstituteForm(PlatformForm):
    """代理出席: who comes instead."""

    name = Text("代わりに出席する方の氏名", required=True, limit=60, autocomplete="off")
    kana = Kana("氏名のよみ（カタカナ）", required=True, limit=80, autocomplete="off")
    department = Text("部署", limit=80, autocomplete="off")
    title = Text("役職", limit=60, autocomplete="off")
    is_listed = SingleCheckbox("当日配る参加者名簿に、氏名・所属を載せることに同意します")
    is_photographed = SingleCheckbox("記録の写真や映像に写ることに同意します")
    is_confirmed = SingleCheckbox(ANOTHER)


class ReduceForm(PlatformForm):
    """Who does not come any more."""

    leaving = Checkboxes("参加をやめる方", required=True)

    def offer(self, people: Iterable[tuple[str, str]]) -> None:
        """Set the people as (id, name)."""
        self.leaving.choices = list(people)


class ConfirmForm(PlatformForm):
    """A button that does one thing, and nothing to type."""
