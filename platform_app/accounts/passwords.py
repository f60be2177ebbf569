"""Hashing and comparing passwords, in the same time whether or not an account exists."""

from werkzeug.security import check_password_hash, generate_password_hash

from platform_app.accounts.errors import WeakPassword
from platform_app.accounts.models import User
from platform_app.passphrase import weakness

#: scrypt with N = 2^15, r = 8, p = 1: about 0.1 s and 32 MiB a try.
METHOD = "scrypt:32768:8:1"
#: A hash that no password fits, as costly to compare with as a real one.
NOBODYS_HASH = f"{METHOD}$nobody${'0' * 128}"


def hash_of(password: str, *, email: str) -> str:
    """Hash a new password; raises WeakPassword when it is too short, too common or the own address."""
    if weakness(password, email=email) is not None:
        raise WeakPassword(field="password")
    return generate_password_hash(password, method=METHOD)


def fits(user: User | None, password: str) -> bool:
    """Whether a password opens an account; for nobody, or a closed account, False after the same work."""
    stored = user.password_hash if user is not None and user.is_active else NOBODYS_HASH
    return check_password_hash(stored, password) and user is not None and user.is_active
