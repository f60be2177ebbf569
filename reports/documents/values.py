"""Turn a stored entry into the texts a form prints."""

from collections.abc import Callable, Mapping, Sequence

from platform_app.dates import PartialDate
from platform_app.vocabulary.organisations import ActivityStage, NpoField, OrganisationKind, Theme
from platform_app.vocabulary.profile import WHOLE_AREA, WHOLE_AREA_LABEL, ItemKind, ProfileItem

Stored = str | Sequence[str]


def entry_values(
    items: Sequence[ProfileItem],
    entry: Mapping[str, Stored | None],
    *,
    place_label: Callable[[str], str],
    visibility: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return each item's printed text and ``visibility_<key>`` codes for the given items only.

    ``place_label`` names a municipality's code.
    """
    values = {item.key: printed(item, entry.get(item.key) or "", place_label=place_label) for item in items}
    for item in items:
        if item.choosable and item.visibility is not None:
            values[f"visibility_{item.key}"] = (visibility or {}).get(item.key, item.visibility.value)
    return values


def printed(item: ProfileItem, value: Stored, *, place_label: Callable[[str], str]) -> str:
    """Return one item's value as paper shows it: labels for codes, 和暦 for dates, texts as they were typed."""

    def place(code: str) -> str:
        return WHOLE_AREA_LABEL if code == WHOLE_AREA else place_label(code)

    labels: dict[ItemKind, Callable[[str], str]] = {
        ItemKind.KIND: OrganisationKind.label_of,
        ItemKind.STAGE: ActivityStage.label_of,
        ItemKind.THEMES: Theme.label_of,
        ItemKind.NPO_FIELDS: NpoField.label_of,
        ItemKind.MUNICIPALITY: place,
        ItemKind.MUNICIPALITIES: place,
        ItemKind.PARTIAL_DATE: _partial,
        ItemKind.POSTAL_CODE: _postal_code,
    }
    label = labels.get(item.kind, str)
    if isinstance(value, str):
        return label(value) if value else ""
    return "、".join(label(part) for part in value)


def _postal_code(text: str) -> str:
    """Return seven stored digits with their hyphen; anything else stays as it is."""
    is_code = len(text) == 7 and text.isascii() and text.isdigit()  # noqa: PLR2004 - a Japanese postal code has seven digits
    return f"{text[:3]}-{text[3:]}" if is_code else text


def _partial(text: str) -> str:
    """Return a stored partial date in the Japanese calendar; what is not one stays as it is."""
    try:
        return PartialDate.from_iso(text).label()
    except ValueError:
        return text


def difference_rows(
    items: Sequence[ProfileItem],
    before: Mapping[str, Stored | None],
    after: Mapping[str, Stored | None],
    *,
    place_label: Callable[[str], str],
) -> list[dict[str, str]]:
    """Return 新旧対照 rows (``label``, ``before``, ``after``) of only the items whose stored values differ."""
    rows = []
    for item in items:
        old, new = before.get(item.key) or "", after.get(item.key) or ""
        if _chosen(old) != _chosen(new):
            was, now = (printed(item, value, place_label=place_label) for value in (old, new))
            rows.append({"label": item.label, "before": was or "（なし）", "after": now or "（なし）"})
    return rows


def _chosen(value: Stored) -> str | list[str]:
    """Return a value as it is compared: in which order codes were ticked or imported says nothing."""
    return value if isinstance(value, str) else sorted(value)
