"""Every form of every page, as a browser would find and fill it in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from tests.architecture.crawl import Visit

#: Inputs that hold what a person typed.
TYPED = {"text", "search", "email", "tel", "url", "date", "number", "textarea", None, "password"}


@dataclass(frozen=True)
class Field:
    """One control: its name, its type, and what it holds when the page opens."""

    name: str
    kind: str
    value: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundForm:
    """One form: who sees it where, where it is sent, and what is in it."""

    capacity: str
    page: str
    endpoint: str
    action: str
    method: str
    fields: tuple[Field, ...]

    def __str__(self) -> str:
        """Name the form in a message."""
        return f"{self.method} {self.action} on {self.page} ({self.endpoint}) as {self.capacity}"

    def filled(self, typed: Callable[[Field], str]) -> dict[str, list[str]]:
        """Return what a browser would send when every text is replaced by what ``typed`` says."""
        sent: dict[str, list[str]] = {}
        for field in self.fields:
            if field.kind == "file":
                continue
            value = typed(field) if field.kind in TYPED else field.value
            sent.setdefault(field.name, []).append(value)
        return sent


def forms_of(visit: Visit) -> list[FoundForm]:
    """Return the forms of a page."""
    return [
        FoundForm(
            visit.capacity,
            visit.page.address,
            visit.page.endpoint,
            form.get("action") or visit.page.address,
            (form.get("method") or "get").upper(),
            tuple(_fields(form)),
        )
        for form in visit.tree.getroot().findall(".//form")
    ]


def _fields(form: Any) -> list[Field]:
    found = []
    for element in form.iter("input", "select", "textarea", "button"):
        name = element.get("name")
        if not name:
            continue
        if element.tag == "select":
            options = [option.get("value") or "" for option in element.iter("option")]
            chosen = [o.get("value") or "" for o in element.iter("option") if o.get("selected") is not None]
            value = (chosen or [one for one in options if one] or [""])[0]
            found.append(Field(name, "select", value, tuple(options)))
        elif element.tag == "textarea":
            found.append(Field(name, "textarea", element.text or ""))
        elif element.tag == "input":
            found.append(Field(name, element.get("type") or "text", element.get("value") or ""))
    return found


def every_form(visits: list[Visit], method: str) -> list[FoundForm]:
    """Return every form of a method, once per view that takes it and set of fields, for the first who sees it."""
    found: dict[tuple[tuple[str, ...], str], FoundForm] = {}
    routes = visits[0].page.rule.map
    adapter = routes.bind("localhost") if routes else None
    for visit in visits:
        if not visit.is_html or visit.status != 200:
            continue
        for form in forms_of(visit):
            if form.method == method and not urlsplit(form.action).netloc:
                shape = tuple(field.name for field in form.fields)
                path = form.action.split("?")[0]
                target = adapter.match(path, method)[0] if adapter and adapter.test(path, method) else path
                found.setdefault((shape, str(target)), form)
    return list(found.values())
