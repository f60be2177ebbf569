"""Messages that may have lost their reason while they waited to be sent."""

from collections.abc import Callable

#: Template: the question whether such a message is still wanted, asked of its context at sending time.
STILL_WANTED: dict[str, Callable[[dict[str, object]], bool]] = {}
