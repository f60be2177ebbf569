"""What a password must be: long, and neither a common one nor the person's own address.

Length and a list instead of rules about kinds of characters, after NIST SP 800-63B
section 5.1.1.2. Standard library only, so that forms and operations share it.
"""

from enum import Enum

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 256

#: Stems whose repetition or counting makes up the most common long passwords.
_STEMS = (
    "password",
    "passw0rd",
    "qwerty",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "iloveyou",
    "letmein",
    "welcome",
    "administrator",
    "admin",
    "changeme",
    "abc",
    "abcdef",
    "sakura",
    "tokushima",
    "kodoku",
    "platform",
    "secret",
    "123",
    "1234",
    "12345",
    "123456",
    "1234567890",
    "0123456789",
    "1qaz2wsx",
    "1q2w3e4r",
    "pass",
    "user",
)
#: How much of a password may be the letters of one stem and digits before it counts as common.
_DIGITS = "0123456789!?.-_@#"


class Weakness(Enum):
    """Why a password is refused."""

    SHORT = "short"
    LONG = "long"
    COMMON = "common"
    ADDRESS = "address"


def weakness(password: str, *, email: str = "") -> Weakness | None:
    """Return why a password is refused, or None if it will do; ``email`` is the person's own address."""
    if len(password) < MINIMUM_LENGTH:
        return Weakness.SHORT
    if len(password) > MAXIMUM_LENGTH:
        return Weakness.LONG
    folded = password.casefold().strip()
    if email and _is_address(folded, email.casefold()):
        return Weakness.ADDRESS
    return Weakness.COMMON if _is_common(folded) else None


def _is_address(folded: str, email: str) -> bool:
    local = email.partition("@")[0]
    return folded.strip(_DIGITS) in {email, local, email.strip(_DIGITS), local.strip(_DIGITS)}


def _is_common(folded: str) -> bool:
    """Say whether a text is few characters over and over, or a well-known stem with digits around it."""
    if len(set(folded)) <= 3:  # noqa: PLR2004 - three characters repeated are no secret
        return True
    core = folded.strip(_DIGITS)
    return any(_repeats(text, stem) for text in (folded, core) if text for stem in _STEMS) or not core


def _repeats(text: str, stem: str) -> bool:
    return text == (stem * (len(text) // len(stem) + 1))[: len(text)] and len(text) >= len(stem)
