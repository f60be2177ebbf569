"""What an item must be, and the sentence that says how to put it right.

What can be converted (``forms.filters``) is never refused; an empty value only by ``Required``.
"""

import re
from datetime import date
from typing import Any

from email_validator import EmailNotValidError, validate_email
from wtforms import ValidationError
from wtforms.validators import StopValidation

from forms.filters import (
    to_clean_text,
    to_corporate_number,
    to_partial_date,
    to_phone,
    to_postal_code,
    to_reading,
    to_web_address,
)
from platform_app import folding
from platform_app.dates import DateNotUnderstood, parse_date, parse_partial, wareki
from platform_app.numbering import corporate_number_is_valid, normalise_corporate_number
from platform_app.web_addresses import fold_web_address, is_web_address

__all__ = [
    "DATE_SENTENCES", "CorporateNumber", "EmailAddress", "Kana", "Length", "MayBeEmpty", "NoForbiddenCharacters",
    "PartialDateText", "Phone", "PostalCode", "Required", "WarekiDate", "WebAddress", "to_clean_text",
    "to_corporate_number", "to_partial_date", "to_phone", "to_postal_code", "to_reading", "to_web_address",
]  # fmt: skip

#: How each reason for refusing a date is put right.
DATE_SENTENCES = {
    "spelling": "{label}は、例えば「{example}」のように入力してください。",
    "impossible": "{label}に、暦にない日付が入力されています。年月日を確かめてください。",
    "era": "{label}の元号と年月日が合いません。元号を確かめてください（例：平成31年4月30日の翌日は令和元年5月1日）。",
    "weekday": "{label}の日付と曜日が合いません。どちらかを直してください。",
}


def _is_empty(value: Any) -> bool:
    """Say whether nothing was given or ticked; blanks and line ends are nothing, control characters something."""
    if isinstance(value, str):
        return not value.strip(" \u3000\t\r\n")
    return value is False or value in (None, [], ())


class MayBeEmpty:
    """Ask no further checks about an empty value, and forget what was wrong with it.

    WTForms' own Optional also takes control characters for blanks and would let them through.
    """

    field_flags = {"optional": True}  # noqa: RUF012 - WTForms reads it as a plain mapping

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop without a sentence."""
        if _is_empty(field.raw_data[0] if field.raw_data else field.data):
            field.errors = []
            raise StopValidation


class Required:
    """Refuse an empty value; blanks, narrow or wide, are empty."""

    field_flags = {"required": True}  # noqa: RUF012 - WTForms reads it as a plain mapping

    def __init__(self, sentence: str | None = None) -> None:
        """Use this sentence, or one made from the label."""
        self.sentence = sentence

    def __call__(self, _form: Any, field: Any) -> None:
        """Stop at this sentence: others about an empty item would only confuse."""
        if _is_empty(field.data):
            field.errors = []
            verb = "選択" if hasattr(field, "choices") else "入力"
            raise StopValidation(self.sentence or f"{field.label.text}を{verb}してください。")


class _TextCheck:
    """The shape of the checks below: a typed text is judged, an empty one passes."""

    def __call__(self, _form: Any, field: Any) -> None:
        """Refuse the text with the sentence of ``fault``, if it has one."""
        text = field.data if isinstance(field.data, str) else ""
        sentence = self.fault(field.label.text, text) if text.strip() else None
        if sentence:
            raise ValidationError(sentence)

    def fault(self, label: str, text: str) -> str | None:
        """Return what is wrong and how to mend it, or None."""
        raise NotImplementedError


class Length(_TextCheck):
    """Refuse more than ``limit`` characters (code points) and say how many there are."""

    def __init__(self, limit: int) -> None:
        """Remember the greatest number of characters."""
        self.limit = limit

    def fault(self, label: str, text: str) -> str | None:
        """Count the characters."""
        if len(text) <= self.limit:
            return None
        return f"{label}は{self.limit}文字以内で入力してください（現在{len(text)}文字）。"


class NoForbiddenCharacters:
    """Refuse what can be neither seen nor printed, as ``platform_app.plain_text`` rules.

    What was sent is judged, not what a field made of it, so that nothing is dropped in silence.
    """

    def __init__(self, *, multiline: bool = False) -> None:
        """Allow line ends and tabs where several lines may be typed."""
        self.multiline = multiline

    def __call__(self, _form: Any, field: Any) -> None:
        """Name the characters and what stands before the first of them."""
        sent = [text for text in (field.raw_data or [field.data]) if isinstance(text, str)]
        for text in map(folding.clean_text, sent):
            found = folding.forbidden_characters(text, multiline=self.multiline)
            if found:
                raise ValidationError(_forbidden_sentence(field.label.text, text, found))


def _forbidden_sentence(label: str, text: str, found: list[str]) -> str:
    hidden = [character for character in found if character not in "\n\t"]
    if not hidden:
        return f"{label}は、改行やタブを入れずに1行で入力してください。"
    codes = "、".join(f"U+{ord(character):04X}" for character in hidden)
    before = "".join(character for character in text[: text.index(hidden[0])] if character not in found)[-5:]
    place = f"「{before}」のすぐ後" if before else "先頭"
    return f"{label}に、表示や印刷のできない文字（{codes}）が含まれています。{place}を入力し直してください。"


class Kana(_TextCheck):
    """Refuse a reading that is not kana after ``to_reading``."""

    def fault(self, label: str, text: str) -> str | None:
        """Ask for the reading of what is left in letters, digits or kanji."""
        if folding.is_kana(folding.to_katakana(text)):
            return None
        return (
            f"{label}は、カタカナかひらがなで入力してください。"
            "漢字、英字、数字も読み方に直してください（例：ＮＰＯ→エヌピーオー）。"
        )


class CorporateNumber(_TextCheck):
    """Refuse what is no corporate number: thirteen digits, the first of which checks the others."""

    def fault(self, label: str, text: str) -> str | None:
        """Tell a wrong length from a slip within the number."""
        number = normalise_corporate_number(text)
        if not re.fullmatch(r"[0-9]{13}", number):
            return f"{label}は13桁の数字です。番号がない団体は空欄にしてください。"
        if not corporate_number_is_valid(number):
            return f"{label}に、数字の間違いか入れ違いがあります。13桁を見比べてください。"
        return None


class PostalCode(_TextCheck):
    """Refuse what is not seven digits; whether the code exists is never a reason to refuse it."""

    def fault(self, label: str, text: str) -> str | None:
        """Count the digits."""
        is_code = re.fullmatch(r"[0-9]{7}", folding.normalise_postal_code(text))
        return None if is_code else f"{label}は7桁の数字で入力してください（例：770-8570）。"


class Phone(_TextCheck):
    """Refuse what can not be dialled."""

    def fault(self, label: str, text: str) -> str | None:
        """Ask for the whole number."""
        if folding.is_phone(folding.normalise_phone(text)):
            return None
        return f"{label}は、市外局番から入力してください（例：088-621-2179）。"


class PartialDateText(_TextCheck):
    """Refuse what is no year, month or day."""

    def fault(self, label: str, text: str) -> str | None:
        """Say which part does not fit."""
        try:
            parse_partial(text)
        except DateNotUnderstood as error:
            return DATE_SENTENCES[error.reason].format(label=label, example="平成25年7月")
        return None


class WarekiDate(_TextCheck):
    """Refuse what is no day in either calendar, or lies outside the days allowed, both included."""

    def __init__(self, earliest: date | None = None, latest: date | None = None) -> None:
        """Remember the limits."""
        self.earliest, self.latest = earliest, latest

    def fault(self, label: str, text: str) -> str | None:
        """Say which part does not fit, or which days do."""
        try:
            day = parse_date(text)
        except DateNotUnderstood as error:
            return DATE_SENTENCES[error.reason].format(label=label, example="令和5年7月14日")
        if self.earliest and day < self.earliest:
            return f"{label}は、{wareki(self.earliest)}以後の日付を入力してください。"
        if self.latest and day > self.latest:
            return f"{label}は、{wareki(self.latest)}以前の日付を入力してください。"
        return None


class EmailAddress(_TextCheck):
    """Refuse what mail can not be sent to; a line end never gets through to a header."""

    def fault(self, label: str, text: str) -> str | None:
        """Judge the form of the address in half width, without asking the network."""
        address = folding.normalise_email(text)
        try:
            validate_email(address, check_deliverability=False, allow_smtputf8=False)
        except EmailNotValidError:
            return f"{label}は、「info@example.jp」のように、@の前と後ろを空白なしで入力してください。"
        return None


class WebAddress(_TextCheck):
    """Refuse what is not the http or https address of a host; Japanese domains are welcome."""

    def fault(self, label: str, text: str) -> str | None:
        """Judge it as it is stored: https:// is added where only that is missing."""
        if not is_web_address(fold_web_address(text)):
            return f"{label}は、「https://www.example.jp/」や「www.example.jp」のように入力してください。"
        return None
