"""Addresses of pages: as people type them, and as a public link needs them. Forms and the import share the rule."""

import re
from urllib.parse import urlsplit

from platform_app.folding import fold_digits, forbidden_characters

#: A host that ends in a domain of letters, with or without what follows it: www.example.jp, example.jp/x.
_BARE = re.compile(r"[^\s/?#:@。]+\.[a-z]{2,}\.?(?::[0-9]+)?(?:[/?#].*)?", re.IGNORECASE)


def fold_web_address(text: str) -> str:
    """Return an address in half width, without blanks at its ends, and with https:// where only that is missing."""
    folded = fold_digits(text).strip()
    completed = f"https://{folded}"
    return completed if _BARE.fullmatch(folded) and is_web_address(completed) else folded


def is_web_address(text: str) -> bool:
    """Say whether a text is the http or https address of a host; Japanese domains are welcome.

    User names and blanks have no place in a public link.
    """
    try:
        parts = urlsplit(text)
        host, _port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port
    except ValueError:
        return False
    has_blanks = re.search(r"[\s<>\"'`\\]", text) is not None or forbidden_characters(text, multiline=False)
    # urlsplit drops line ends in silence, so the text is searched, not the parts.
    is_host = re.fullmatch(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+\.?|\[?[0-9a-f:.]+\]?", host) is not None
    return parts.scheme in {"http", "https"} and is_host and "@" not in parts.netloc and not has_blanks
