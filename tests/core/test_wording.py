"""What the command line says must be true of this installation."""

from pathlib import Path

from platform_app.wording import serving_words


def test_the_folder_of_sent_mail_is_named_only_where_mail_lands_in_it() -> None:
    assert "instance/mail" in serving_words("http://127.0.0.1:8000", Path("instance/mail"), [])
    assert "None" not in serving_words("http://127.0.0.1:8000", None, [])
    assert "メール・連絡" in serving_words("http://127.0.0.1:8000", None, [])
