"""The items of an entry as rows of a grid, filled in or to be filled in by hand."""

from collections.abc import Iterator, Sequence

from platform_app.vocabulary.organisations import ActivityStage, NpoField, OrganisationKind, Theme, Visibility
from platform_app.vocabulary.profile import WHOLE_AREA, WHOLE_AREA_LABEL, ItemKind, ProfileItem
from reports.layout import Band, Boxes, Choices, Content, Pair, Row

#: Items short enough to share a line with their neighbour.
SHORT = frozenset(
    {
        "short_name",
        "corporate_number",
        "representative_title",
        "representative_name",
        "representative_kana",
        "founded",
        "headcount",
        "postal_code",
        "municipality",
        "department",
        "contact_name",
        "contact_kana",
        "phone",
        "phone_extension",
        "fax",
    }
)
#: Height in millimetres of a row to be written in by hand, of one for a paragraph, and of one that may stay empty:
#: with the items that are asked by default the form goes on two pages, front and back.
HAND_HEIGHT, HAND_PARAGRAPH, HAND_OPTIONAL = 9.0, 20.0, 13.0
GRID_LABEL = 32

_OPTIONS: dict[ItemKind, tuple[tuple[str, str], ...]] = {
    ItemKind.KIND: tuple(OrganisationKind.choices()),
    ItemKind.STAGE: tuple(ActivityStage.choices()),
    ItemKind.THEMES: tuple(Theme.choices()),
    ItemKind.NPO_FIELDS: tuple(NpoField.choices()),
    ItemKind.MUNICIPALITIES: (
        (WHOLE_AREA, WHOLE_AREA_LABEL),
        ("some", "次の市町村（" + "\u3000" * 22 + "）"),
    ),
}
_BOXES = {ItemKind.POSTAL_CODE: Boxes((3, 4), "〒"), ItemKind.CORPORATE_NUMBER: Boxes((13,))}
_VISIBILITIES = tuple((v.value, v.label) for v in (Visibility.PUBLIC, Visibility.MEMBERS, Visibility.PRIVATE))


def filled_rows(items: Sequence[ProfileItem]) -> tuple[Row | Pair | Band, ...]:
    """Return the grid of an entry whose values are printed."""
    rows = [Row(item.label, f"{{{item.key}}}", lines=8 if item.kind is ItemKind.LONG_TEXT else 2) for item in items]
    return tuple(_grouped(items, rows, SHORT))


def blank_rows(items: Sequence[ProfileItem]) -> tuple[Row | Pair | Band, ...]:
    """Return the grid of an entry to be written in by hand; compulsory items carry ※.

    The municipality is not asked: it stands in the address, and the office adds it.
    """
    asked = [item for item in items if item.key != "municipality"]
    rows = [_blank_row(item) for item in asked]
    written = SHORT - {"postal_code", "corporate_number"}
    return tuple(_grouped(asked, rows, written))


def _blank_row(item: ProfileItem) -> Row:
    label = ("※" if item.required else "") + item.label
    content: Content = ""
    if item.kind in _OPTIONS:
        content = Choices(_OPTIONS[item.kind])
    elif item.kind in _BOXES:
        content = _BOXES[item.kind]
    paragraph = HAND_PARAGRAPH if item.required else HAND_OPTIONAL
    return Row(label, content, height=paragraph if item.kind is ItemKind.LONG_TEXT else HAND_HEIGHT)


def _grouped(items: Sequence[ProfileItem], rows: Sequence[Row], short: frozenset[str]) -> Iterator[Row | Pair | Band]:
    """Name each group by a band and put neighbouring short items side by side."""
    place, group = 0, ""
    while place < len(items):
        item = items[place]
        if item.group != group:
            group = item.group
            yield Band(group)
        following = items[place + 1] if place + 1 < len(items) else None
        if following and {item.key, following.key} <= short and following.group == group:
            yield Pair(rows[place], rows[place + 1])
            place += 2
        else:
            yield rows[place]
            place += 1


def visibility_rows(items: Sequence[ProfileItem]) -> tuple[Row | Pair | Band, ...]:
    """Return the choice of audience for every item that has one, two to a line."""
    rows = [Row(item.label, Choices(_VISIBILITIES, f"{{visibility_{item.key}}}")) for item in items if item.choosable]
    starts = range(0, len(rows), 2)
    pairs = [Pair(*rows[start : start + 2]) if start + 1 < len(rows) else rows[start] for start in starts]
    return (Band("公開範囲"), *pairs) if rows else ()
