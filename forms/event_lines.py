"""Facts of an event that are typed a line each, and numbers of people."""

from collections.abc import Mapping, Sequence
from typing import Any

from platform_app.vocabulary.events import Organiser

MOST_PEOPLE = 100_000
ORGANISER_FORM = "1行に1件、「主催｜団体名」のように入力してください。使える区分は、主催、共催、後援です。"
CONTACT_FORM = "1行に1件、「用件｜名称｜電話番号｜メールアドレス｜受付時間」の順に入力してください。"
#: Order of the parts of a contact's line.
CONTACT_PARTS = ("purpose", "name", "phone", "email", "hours")


def number_fault(label: str, text: Any, *, least: int = 1, most: int = MOST_PEOPLE) -> str:
    """Return the sentence for what is no number of people within the limits; '' when it is, or is empty."""
    typed = str(text or "").strip()
    if not typed:
        return ""
    digits = typed.removeprefix("-")
    if not (digits.isascii() and digits.isdigit()):
        return f"{label}は、数字で入力してください。"
    if int(typed) < least:
        return f"{label}は、{least}以上の数字を入力してください。"
    return f"{label}は、{most}以下の数字を入力してください。" if int(typed) > most else ""


def lines_of(text: Any) -> list[list[str]]:
    """Return the lines of a text, each cut at ｜ and trimmed."""
    lines = [line for line in str(text or "").splitlines() if line.strip()]
    return [[part.strip() for part in line.replace("|", "｜").split("｜")] for line in lines]


def organiser_lines(text: Any) -> list[dict[str, str]] | None:
    """Return who stands behind an event, or None when a line can not be read."""
    roles = {label: code for code, label in Organiser.choices()}
    lines = lines_of(text)
    if any(len(line) != 2 or line[0] not in roles or not line[1] for line in lines):  # noqa: PLR2004 - role, name
        return None
    return [{"role": roles[role], "name": name} for role, name in lines]


def contact_lines(text: Any) -> list[dict[str, str]]:
    """Return the contacts that were typed."""
    return [dict(zip(CONTACT_PARTS, [*line, "", "", "", ""][:5], strict=True)) for line in lines_of(text)]


def typed_lines(rows: Sequence[Mapping[str, str]], parts: Sequence[str]) -> str:
    """Return stored lines as they are typed."""
    return "\n".join("｜".join(row.get(part, "") for part in parts).rstrip("｜") for row in rows)


def typed_organisers(rows: Sequence[Mapping[str, str]]) -> str:
    """Return the organisers as they are typed."""
    return "\n".join(f"{Organiser.label_of(row.get('role', ''))}｜{row.get('name', '')}" for row in rows)
