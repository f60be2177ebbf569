"""What can go wrong with accounts, passwords and links."""

from platform_app.errors import DomainError


class LinkExpired(DomainError):
    """A one-time link was used, replaced or has run out."""

    code, status = "link_expired", 410
    sentence = "このリンクは使用済みか、有効期限が切れています。"
    #: Said at the sign-in, where the holder of a link to choose a password can go on either way.
    at_sign_in = (
        "このリンクは使用済みか、有効期限が切れています。パスワードを設定した方は、ログインしてください。"
        "まだの方は、「パスワードを忘れたとき」から、もう一度リンクを受け取れます。"
    )


class TooManyAttempts(DomainError):
    """The throttle closed."""

    code, status = "too_many_attempts", 429
    sentence = "続けて失敗したため、しばらく受け付けを止めています。15分ほど待ってから、もう一度お試しください。"


class WeakPassword(DomainError):
    """A password is too short, too common or the person's own address."""

    code, status = "weak_password", 422
    sentence = "このパスワードは使えません。12文字以上で、推測されにくいものにしてください。"


class WrongCredentials(DomainError):
    """Address and password do not belong together; which of them is wrong is not said."""

    code, status = "wrong_credentials", 422
    sentence = "メールアドレス又はパスワードが違います。もう一度入力してください。"


class WrongPassword(DomainError):
    """Somebody signed in gave a wrong password as their own."""

    code, status = "wrong_password", 422
    sentence = "現在のパスワードが違います。もう一度入力してください。"


class WrongCode(DomainError):
    """A one-time password or recovery code does not fit, or was used before."""

    code, status = "wrong_code", 422
    sentence = "確認コードが違うか、すでに使われています。新しいコードが表示されてから入力してください。"


class AddressTaken(DomainError):
    """Somebody already has an account with this address."""

    code, status = "address_taken", 422
    sentence = "このメールアドレスは、すでに利用者として登録されています。"


class LastAdministrator(DomainError):
    """Without this person nobody could administer the platform."""

    code = "last_administrator"
    sentence = "管理者が1人もいなくなるため、この操作は行えません。先に、ほかの人を管理者にしてください。"


class OwnAccount(DomainError):
    """Nobody ends their own account."""

    code = "own_account"
    sentence = "自分の利用を停止することはできません。ほかの管理者又は団体代表に依頼してください。"
