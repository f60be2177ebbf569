"""An entry's stored values as people read them: labels for codes, dates in the Japanese calendar."""

from collections.abc import Callable, Mapping
from typing import Any

from platform_app.dates import PartialDate
from platform_app.folding import format_postal_code
from platform_app.members.profile import differences
from platform_app.places.naming import place_label
from platform_app.vocabulary.organisations import ActivityStage, NpoField, OrganisationKind, Theme, Visibility
from platform_app.vocabulary.profile import CHOOSABLE_KEYS, ITEMS_BY_KEY, WHOLE_AREA, WHOLE_AREA_LABEL, ItemKind
from platform_app.vocabulary.reviews import AUDIENCE_OF

_SEPARATOR = "\u3001"


def _place(code: str) -> str:
    return WHOLE_AREA_LABEL if code == WHOLE_AREA else place_label(code)


def _partial(text: str) -> str:
    try:
        return PartialDate.from_iso(text).label()
    except ValueError:
        return text


_LABELS: Mapping[ItemKind, Callable[[str], str]] = {
    ItemKind.KIND: OrganisationKind.label_of,
    ItemKind.STAGE: ActivityStage.label_of,
    ItemKind.THEMES: Theme.label_of,
    ItemKind.NPO_FIELDS: NpoField.label_of,
    ItemKind.MUNICIPALITY: _place,
    ItemKind.MUNICIPALITIES: _place,
    ItemKind.PARTIAL_DATE: _partial,
    ItemKind.POSTAL_CODE: format_postal_code,
}


def item_text(key: str, value: Any) -> str:
    """Return one item's value as it is read; '' where nothing was entered. Free text stays as it was typed."""
    label = _LABELS.get(ITEMS_BY_KEY[key].kind, str)
    if isinstance(value, str):
        return label(value) if value else ""
    return _SEPARATOR.join(label(str(part)) for part in value or ())


def difference_texts(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Return 新旧対照 as (item's label, before, after) of only the items that differ, in the order of the entry."""
    return [
        (ITEMS_BY_KEY[key].label, item_text(key, old), item_text(key, new))
        for key, (old, new) in differences(before, after).items()
    ]


def audience_texts(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return the same for the audiences that were chosen; one never chosen is the item's default."""
    rows = []
    for key in CHOOSABLE_KEYS:
        item = ITEMS_BY_KEY[key]
        default = (item.visibility or Visibility.PRIVATE).value
        old, new = before.get(key, default), after.get(key, default)
        if old != new:
            name = AUDIENCE_OF.format(label=item.label)
            rows.append((name, Visibility.label_of(old), Visibility.label_of(new)))
    return rows
