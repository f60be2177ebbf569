"""The small forms around an application: withdrawing, sending, following, taking back, asking for a link."""

from datetime import date, timedelta

from wtforms import ValidationError

from forms import validators as rules
from forms.base import OneTimeForm, PlatformForm
from forms.date_fields import DateBoxes
from forms.fields import CodeLike, Email, Hidden, LongText, Text
from platform_app.dates import today, wareki

#: How far back and ahead a withdrawal may be dated, in days.
EARLIEST_LEAVE, LATEST_LEAVE = timedelta(days=30), timedelta(days=366)


class WithdrawalForm(OneTimeForm):
    """様式2: the day and, if one likes, the reason."""

    grant = Hidden()
    leave_on = DateBoxes("退会年月日", required=True, hint="例：令和8年3月31日（退会する日）")
    reason = LongText(
        "退会の理由",
        [rules.NoForbiddenCharacters(multiline=True)],
        limit=1000,
        hint="差し支えのない範囲で入力してください。空欄でも構いません。",
    )

    def validate_leave_on(self, field: DateBoxes) -> None:
        """Allow days from 30 days ago to a year ahead: a register is not ended far in the past."""
        if isinstance(field.data, date) and not (today() - EARLIEST_LEAVE <= field.data <= today() + LATEST_LEAVE):
            earliest, latest = today() - EARLIEST_LEAVE, today() + LATEST_LEAVE
            message = f"退会年月日は、{wareki(earliest)}から{wareki(latest)}までの日付を入力してください。"
            raise ValidationError(message)


class RetractionForm(PlatformForm):
    """Taking an application back."""

    grant = Hidden()
    reason = LongText(
        "取下げの理由",
        [rules.NoForbiddenCharacters(multiline=True)],
        limit=500,
        rows=3,
        hint="差し支えのない範囲で入力してください。",
    )


class FollowForm(PlatformForm):
    """The number and the secret of an application."""

    number = CodeLike(
        "受付番号", required=True, limit=60, width="medium", hint="例：R08-J-0001-V（ハイフンはなくても構いません）"
    )
    secret = CodeLike(
        "照会用パスワード",
        required=True,
        limit=60,
        width="medium",
        autocomplete="off",
        hint="申請の完了画面に表示された20文字です。大文字と小文字は区別しません。",
    )


class LostSecretForm(PlatformForm):
    """Asking for a link in place of a lost secret."""

    number = CodeLike("受付番号", required=True, limit=60, width="medium")
    email = Email("申請に入力したメールアドレス", [rules.EmailAddress()], required=True, limit=254)


class MemberLinkForm(PlatformForm):
    """Asking for a link to the registered address of a member."""

    member = Text("会員番号又は団体名", [rules.NoForbiddenCharacters()], required=True, limit=200, width="full")
    email = Email("登録しているメールアドレス", [rules.EmailAddress()], required=True, limit=254)
