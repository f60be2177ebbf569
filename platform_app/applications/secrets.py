"""The secret that follows an application: shown once, stored hashed."""

import hashlib
import hmac

from flask import current_app

from platform_app.numbering import SECRET_ALPHABET, normalise_secret


def hash_secret(secret: str) -> str:
    """Hash a secret as it is stored; reading it out in any case and grouping gives the same."""
    return hashlib.sha256(normalise_secret(secret).encode()).hexdigest()


def secret_for(submission_token: str) -> str:
    """Derive the secret of the draft that one page makes: sent twice, the page finds its first draft.

    The token alone tells nothing without the installation's key.
    """
    key = current_app.config["SECRET_KEY"].encode()
    number = int.from_bytes(hmac.new(key, b"draft:" + submission_token.encode(), hashlib.sha256).digest())
    letters = []
    for _ in range(20):
        number, rest = divmod(number, len(SECRET_ALPHABET))
        letters.append(SECRET_ALPHABET[rest])
    return normalise_secret("".join(letters))
