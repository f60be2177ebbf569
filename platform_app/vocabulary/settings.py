"""The settings of an installation: name, default and meaning.

``config.py`` reads them and the operations guide prints them, so a setting can
exist in neither without the other.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One setting. ``default`` None means that the application works it out itself."""

    name: str
    default: str | int | bool | None
    meaning: str


SETTINGS: tuple[Setting, ...] = (
    Setting("DATABASE_URL", None, "データベースの場所。指定しないときは instance/platform.db（SQLite）。"),
    Setting("SECRET_KEY", None, "署名用の秘密鍵。指定しないときは instance/secret.key を自動で作ります。"),
    Setting("BASE_URL", "http://127.0.0.1:8000", "メールや帳票のQRコードに印字する、このサイトの公開URL。"),
    Setting("STAFF_NETWORKS", "", "職員画面（/staff）を開ける接続元。例：10.0.0.0/8,192.168.1.0/24。空欄は制限なし。"),
    Setting("TRUSTED_PROXIES", 0, "前段に置くリバースプロキシの段数。接続元の判定に使います。"),
    Setting("SECURE_COOKIES", default=False, meaning="HTTPSで公開するときは true。Cookieを暗号化通信に限ります。"),
    Setting(
        "SMTP_URL", "", "メールサーバー。例：smtp://user:password@mail.example.jp:587。空欄は instance/mail に保存。"
    ),
    Setting("MAIL_FROM", "", "メールの差出人。空欄のときは事務局のメールアドレス。"),
    Setting("MAX_UPLOAD_MB", 20, "一度に送信できる大きさの上限（MB）。"),
    Setting("MAX_FILE_MB", 10, "添付書類1件の大きさの上限（MB）。"),
    Setting("SESSION_HOURS", 8, "ログインを保つ時間（時間）。"),
    Setting("LOG_LEVEL", "INFO", "記録の細かさ。DEBUG、INFO、WARNING、ERROR。"),
)
