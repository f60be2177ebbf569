"""Forms by which two organisations are introduced to each other."""

from collections.abc import Mapping, Sequence
from typing import Any

from forms.base import PlatformForm, SearchForm
from forms.choice_fields import Radios, SingleCheckbox
from forms.fields import LongText, Number
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.matching import IntroductionAnswer

LONGEST_MESSAGE, LONGEST_REASON = 400, 400
AGREEMENT = "双方が同意したときに、貴団体の担当者氏名、メールアドレス、電話番号を相手に伝えることに同意します。"
SAME_NUMBER = "2つの団体には、別の会員番号を入力してください。"
NO_SUCH_NUMBER = "この会員番号で活動中の団体は見つかりません。会員名簿で番号を確かめてください。"

#: How an answer can reach the office.
_CHANNELS = [
    (channel.value, channel.label)
    for channel in (Channel.PHONE, Channel.FAX, Channel.POST, Channel.COUNTER, Channel.EMAIL)
]
_ANSWERS = [
    (IntroductionAnswer.AGREED.value, "同意する（双方がそろうと、連絡先が互いに伝わります）"),
    (IntroductionAnswer.DECLINED.value, "見送る"),
    (IntroductionAnswer.WITHDRAWN.value, "同意を取り消す（連絡先の表示を終わります）"),
]


class AskForm(PlatformForm):
    """A wish to be introduced to another organisation."""

    message = LongText(
        "伝えたいこと",
        required=True,
        limit=LONGEST_MESSAGE,
        rows=4,
        hint="相手の団体に届きます。何を一緒にしたいかを、短く書いてください。連絡先は書かないでください。",
    )
    agrees = SingleCheckbox(AGREEMENT, required=True)


class AgreeForm(PlatformForm):
    """The agreement of the organisation that was asked."""

    agrees = SingleCheckbox(AGREEMENT, required=True)


class RefusalForm(PlatformForm):
    """A refusal, or an agreement taken back."""

    reason = LongText("理由", limit=LONGEST_REASON, rows=3, hint="事務局だけが読みます。相手の団体には伝わりません。")


class PartnerNumberForm(SearchForm):
    """The organisation for which the office looks for partners."""

    number = Number("会員番号", limit=9)

    def wanted(self) -> int | None:
        """Return the number, None where none was typed."""
        return number_of(self.number.data)


class SuggestForm(PlatformForm):
    """Two organisations that the office suggests to each other."""

    first = Number("会員番号（1つ目の団体）", required=True, limit=9)
    second = Number("会員番号（2つ目の団体）", required=True, limit=9)
    message = LongText(
        "紹介の言葉",
        required=True,
        limit=LONGEST_MESSAGE,
        rows=4,
        hint="両方の団体に届きます。なぜ紹介するのかを書いてください。",
    )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields, then that two organisations are named."""
        is_valid = bool(super().validate(extra_validators))
        for field in (self.first, self.second):
            if field.data and number_of(field.data) is None:
                self.add_error(field.name, NO_SUCH_NUMBER)
                is_valid = False
        if is_valid and number_of(self.first.data) == number_of(self.second.data):
            self.add_error("second", SAME_NUMBER)
            is_valid = False
        return is_valid


class ProxyAnswerForm(PlatformForm):
    """An answer that an organisation gave to the office by other means than the web."""

    member_id = Radios("回答した団体", required=True)
    answer = Radios("回答", choices=_ANSWERS, required=True)
    channel = Radios("回答の方法", choices=_CHANNELS, required=True, default=Channel.PHONE.value)
    reason = LongText("理由・聞き取った内容", limit=LONGEST_REASON, rows=3, hint="事務局だけが読みます。")

    def offer(self, organisations: Sequence[tuple[int, str]]) -> "ProxyAnswerForm":
        """Offer the two organisations."""
        self.member_id.choices = [(str(member_id), name) for member_id, name in organisations]
        return self


def number_of(text: object) -> int | None:
    """Return a typed member number, None where it is none."""
    typed = str(text or "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None  # noqa: PLR2004
