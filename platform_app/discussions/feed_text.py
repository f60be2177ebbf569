"""The feed of published records (Atom, RFC 4287), by the standard library."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
_SPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True)
class Entry:
    """One published record: its title, its page, when it was published and what it is about."""

    title: str
    address: str
    updated: datetime
    summary: str


def feed(entries: Sequence[Entry], *, name: str, author: str, address: str, home: str) -> bytes:
    """Return the feed; ``address`` is its own, ``home`` the page it is about."""
    ET.register_namespace("", _SPACE)
    root = ET.Element(f"{{{_SPACE}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "ja"})
    _add(root, "title", name)
    _add(root, "id", address)
    newest = max((entry.updated for entry in entries), default=datetime(2000, 1, 1, tzinfo=UTC))
    _add(root, "updated", _moment(newest))
    _add(root, "link", "", rel="self", href=address, type="application/atom+xml")
    _add(root, "link", "", rel="alternate", href=home, type="text/html")
    _add(_add(root, "author", ""), "name", author)
    for entry in entries:
        one = _add(root, "entry", "")
        _add(one, "title", entry.title)
        _add(one, "id", entry.address)
        _add(one, "updated", _moment(entry.updated))
        _add(one, "link", "", rel="alternate", href=entry.address, type="text/html")
        _add(one, "summary", entry.summary)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _add(parent: ET.Element, tag: str, text: str, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{_SPACE}}}{tag}", attributes)
    element.text = text or None
    return element


def _moment(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
