"""The columns of an organisation's entry, made from the one list of its items."""

from collections.abc import Iterable

from platform_app.vocabulary.organisations import ActivityStage, NpoField, OrganisationKind, Theme, Visibility
from platform_app.vocabulary.profile import PROFILE_ITEMS, ItemKind, ProfileItem
from reports.columns import Codes, Column, Kind

_KINDS: dict[ItemKind, Kind] = {
    ItemKind.LONG_TEXT: "long_text",
    ItemKind.KIND: "code",
    ItemKind.STAGE: "code",
    ItemKind.CORPORATE_NUMBER: "identifier",
    ItemKind.POSTAL_CODE: "postal_code",
    ItemKind.MUNICIPALITY: "code",
    ItemKind.MUNICIPALITIES: "choices",
    ItemKind.THEMES: "choices",
    ItemKind.NPO_FIELDS: "choices",
    ItemKind.PHONE: "phone",
    ItemKind.PARTIAL_DATE: "partial_date",
}
_CODES: dict[ItemKind, Codes] = {
    ItemKind.KIND: OrganisationKind,
    ItemKind.STAGE: ActivityStage,
    ItemKind.THEMES: Theme,
    ItemKind.NPO_FIELDS: NpoField,
}
_WIDTHS: dict[ItemKind, float] = {
    ItemKind.LONG_TEXT: 60,
    ItemKind.KIND: 16,
    ItemKind.STAGE: 16,
    ItemKind.CORPORATE_NUMBER: 15,
    ItemKind.POSTAL_CODE: 10,
    ItemKind.MUNICIPALITY: 12,
    ItemKind.MUNICIPALITIES: 24,
    ItemKind.THEMES: 28,
    ItemKind.NPO_FIELDS: 28,
    ItemKind.PHONE: 16,
    ItemKind.EMAIL: 28,
    ItemKind.URL: 30,
    ItemKind.PARTIAL_DATE: 16,
    ItemKind.KANA: 26,
}
_WIDTHS_BY_KEY: dict[str, float] = {
    "name": 32,
    "name_kana": 32,
    "address": 36,
    "building": 22,
    "representative_title": 12,
    "representative_name": 14,
    "representative_kana": 18,
    "contact_name": 14,
    "contact_kana": 18,
    "phone_extension": 8,
    "headcount": 14,
}


def item_column(item: ProfileItem) -> Column:
    """Return the column of one item; everything that is not public by default counts as sensitive."""
    return Column(
        item.label,
        item.key,
        _WIDTHS_BY_KEY.get(item.key) or _WIDTHS.get(item.kind, 20),
        _KINDS.get(item.kind, "text"),
        physical_name=item.key,
        sensitive=item.visibility is not Visibility.PUBLIC,
        description=item.hint,
        codes=_CODES.get(item.kind),
    )


def entry_columns(keys: Iterable[str] | None = None) -> tuple[Column, ...]:
    """Return the columns of the items with these keys, or of all, in the order of the entry."""
    wanted = None if keys is None else set(keys)
    return tuple(item_column(item) for item in PROFILE_ITEMS if wanted is None or item.key in wanted)
