"""Who wants to know of every new line of the register, inside its own transaction.

Features above this one keep indexes of what the lines say; they add themselves here when they register.
"""

from collections.abc import Callable

from platform_app.members.models import MemberRecord

#: Called with each line after it has its key.
FOLLOWERS: list[Callable[[MemberRecord], None]] = []
