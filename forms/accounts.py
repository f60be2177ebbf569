"""Forms of people: signing in, passwords, the second factor, invitations and roles."""

from typing import Any

from wtforms import ValidationError

from forms.base import PlatformForm, SearchForm
from forms.choice_fields import Checkboxes, SingleCheckbox
from forms.fields import Code, CodeLike, Email, Number, Password, Search, Text
from platform_app.passphrase import MAXIMUM_LENGTH, MINIMUM_LENGTH, Weakness, weakness
from platform_app.vocabulary.accounts import MEMBER_ROLES, STAFF_ROLES, Role

PASSWORD_HINT = f"{MINIMUM_LENGTH}文字以上。文字の種類に決まりはありません。言葉をいくつかつなげると安全です。"

WEAKNESSES = {
    Weakness.SHORT: f"パスワードは{MINIMUM_LENGTH}文字以上で入力してください。",
    Weakness.LONG: f"パスワードは{MAXIMUM_LENGTH}文字以内で入力してください。",
    Weakness.COMMON: "このパスワードはよく使われていて推測されやすいため、使えません。別のものにしてください。",
    Weakness.ADDRESS: "メールアドレスはパスワードに使えません。別のものにしてください。",
}

STAFF_ROLE_CHOICES = [(role.value, role.label) for role in Role if role in STAFF_ROLES]
MEMBER_ROLE_CHOICES = [(role.value, role.label) for role in Role if role in MEMBER_ROLES]
STAFF_ROLE_HINT = (
    "閲覧は見るだけ、担当は受付と審査、決裁者は承認と不承認、管理者は利用者と設定を扱います。複数選べます。"
)
MEMBER_ROLE_HINT = "団体代表は、登録内容の変更や退会の届出のほか、自団体の利用者の招待と停止ができます。"


class StrongPassword:
    """Refuse a password that is short, common or the own address.

    ``email`` of the form is that address: a field, or an attribute set by the view.
    """

    def __call__(self, form: Any, field: Any) -> None:
        """Say which rule was broken."""
        address = getattr(form, "email", "")
        found = weakness(field.data or "", email=str(getattr(address, "data", address) or ""))
        if found is not None:
            raise ValidationError(WEAKNESSES[found])


def new_password(label: str = "新しいパスワード") -> Password:
    """Return the field in which a new password is chosen."""
    return Password(label, [StrongPassword()], required=True, hint=PASSWORD_HINT, autocomplete="new-password")


def person_name() -> Text:
    """Return the field of a person's name."""
    return Text("氏名", required=True, limit=120, autocomplete="name")


def email_address(hint: str = "") -> Email:
    """Return the field of an address to which mail is sent."""
    return Email("メールアドレス", required=True, limit=254, hint=hint)


class SignInForm(PlatformForm):
    """Address and password; neither is judged, so that nothing is told about accounts."""

    email = Email("メールアドレス", required=True, limit=254, autocomplete="username")
    password = Password("パスワード", required=True, limit=MAXIMUM_LENGTH)


class SecondFactorForm(PlatformForm):
    """A one-time password, or in its place a recovery code."""

    code = Code("確認コード", limit=10, required=False, hint="認証アプリに表示された6桁の数字です。")
    recovery = CodeLike("予備コード", limit=40, width="medium", hint="例：ABCD-EFGH-2345（1回だけ使えます）")

    def __init__(self, **options: Any) -> None:
        """Mark neither as optional: one of the two is needed."""
        super().__init__(**options)
        self.code.is_marked = self.recovery.is_marked = False

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one of the two."""
        is_valid = bool(super().validate(extra_validators))
        if is_valid and not self.given:
            self.add_error("code", "確認コードを入力してください。")
        return is_valid and bool(self.given)

    @property
    def given(self) -> str:
        """Whichever of the two was typed."""
        return str(self.code.data or self.recovery.data or "")


class RequestResetForm(PlatformForm):
    """The address for which a new password is wanted."""

    email = email_address()


class NewPasswordForm(PlatformForm):
    """A new password, after a link from a mail."""

    email: Any = ""
    password = new_password()


class InvitationForm(PlatformForm):
    """What an invited person adds: name and password."""

    email: Any = ""
    name = person_name()
    password = new_password("パスワード")


class FirstPersonForm(PlatformForm):
    """The first administrator; it stands in one page with the form of the office, which carries the token."""

    class Meta(PlatformForm.Meta):
        """The other form carries the token."""

        csrf = False

    name = person_name()
    email = email_address("ログインに使います。")
    password = new_password("パスワード")


class OwnNameForm(PlatformForm):
    """The own name."""

    name = person_name()


class OwnPasswordForm(PlatformForm):
    """The own password, old and new."""

    email: Any = ""
    current = Password("現在のパスワード", required=True, limit=MAXIMUM_LENGTH)
    password = new_password()


class EnrolForm(PlatformForm):
    """The first code of an authenticator."""

    code = Code("確認コード", required=True, limit=10, hint="認証アプリに表示された6桁の数字を入力してください。")


class ReplaceForm(EnrolForm):
    """The first code of another authenticator, and the password to prove who replaces it."""

    current = Password("現在のパスワード", required=True, limit=MAXIMUM_LENGTH)


class RenewCodesForm(PlatformForm):
    """The password, before recovery codes are replaced."""

    current = Password("現在のパスワード", required=True, limit=MAXIMUM_LENGTH)


class InviteStaffForm(PlatformForm):
    """Somebody of the office."""

    name = person_name()
    email = email_address("このアドレスに招待のメールを送ります。ログインにも使います。")
    post = Text("職名・所属", limit=120, hint="決裁文書などに氏名と並べて表示します。")
    roles = Checkboxes("役割", required=True, choices=STAFF_ROLE_CHOICES, hint=STAFF_ROLE_HINT)


class StaffForm(PlatformForm):
    """What somebody of the office may do."""

    post = Text("職名・所属", limit=120)
    roles = Checkboxes("役割", required=True, choices=STAFF_ROLE_CHOICES, hint=STAFF_ROLE_HINT)
    second_factor_required = SingleCheckbox("この人に二段階認証を義務付ける")


class InviteMemberForm(PlatformForm):
    """Somebody of a member organisation."""

    name = person_name()
    email = email_address("このアドレスに招待のメールを送ります。ログインにも使います。")
    roles = Checkboxes("役割", required=True, choices=MEMBER_ROLE_CHOICES, hint=MEMBER_ROLE_HINT)


class InviteToMemberForm(InviteMemberForm):
    """Somebody of the member organisation that the office names by its number."""

    number = Number("会員番号", required=True, limit=9)


class MemberRolesForm(PlatformForm):
    """What somebody of a member organisation may do."""

    roles = Checkboxes("役割", required=True, choices=MEMBER_ROLE_CHOICES, hint=MEMBER_ROLE_HINT)


class PeopleSearchForm(SearchForm):
    """Words to look for among members' people."""

    q = Search("団体名・氏名・メールアドレス")
