"""One-time passwords by time (TOTP, RFC 6238) and recovery codes."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from datetime import datetime

import pyotp

from platform_app.numbering import SECRET_ALPHABET
from platform_app.width import fold_code

#: Steps of 30 seconds before and after the present one that are accepted (RFC 6238 section 5.2).
DRIFT = 1
CODE_LENGTH = 6
RECOVERY_CODE_COUNT = 10
_RECOVERY_GROUPS, _RECOVERY_GROUP = 3, 4


def new_secret() -> str:
    """Return a fresh shared secret of 160 bits in base 32."""
    return pyotp.random_base32()


def provisioning_uri(secret: str, *, account: str, issuer: str) -> str:
    """Return the otpauth address that an authenticator reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def matching_step(secret: str, code: str, at: datetime, *, after: int = 0) -> int | None:
    """Return the time step whose code was given, if it is near ``at`` and later than step ``after``.

    The caller stores the step as used, so that no code works twice (RFC 6238 section 5.2).
    """
    totp = pyotp.TOTP(secret)
    for offset in range(-DRIFT, DRIFT + 1):
        step = totp.timecode(at) + offset
        if step > after and hmac.compare_digest(totp.generate_otp(step).encode(), code.encode()):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Return ten codes to print: three groups of four of 29 characters, 58 bits each."""
    return ["-".join(_group() for _ in range(_RECOVERY_GROUPS)) for _ in range(RECOVERY_CODE_COUNT)]


def _group() -> str:
    return "".join(secrets.choice(SECRET_ALPHABET) for _ in range(_RECOVERY_GROUP))


def recovery_hash(code: str) -> str:
    """Hash a recovery code as it is stored; case, width and grouping do not matter.

    The codes are random, so a fast hash keeps them.
    """
    return hashlib.sha256(re.sub(r"[^0-9A-Z]", "", fold_code(code).upper()).encode()).hexdigest()


def without(hashes: Sequence[str], code: str) -> list[str] | None:
    """Return the stored hashes without the one of this code; None when it is none of them."""
    wanted = recovery_hash(code)
    rest = [stored for stored in hashes if not hmac.compare_digest(stored, wanted)]
    return rest if len(rest) < len(hashes) else None
