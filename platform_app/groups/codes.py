"""The short words of tables: typed from a card, drawn so that nobody guesses another table's."""

import secrets

from platform_app.numbering import SECRET_ALPHABET

CODE_LENGTH = 8


def new_code() -> str:
    """Draw a word."""
    return "".join(secrets.choice(SECRET_ALPHABET) for _ in range(CODE_LENGTH))
