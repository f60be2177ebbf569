"""The columns of an entry, shared by applications and the register."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from platform_app.extensions import CodeList
from platform_app.folding import format_postal_code
from platform_app.places.naming import whole_address
from platform_app.vocabulary.organisations import Visibility
from platform_app.vocabulary.profile import CHOOSABLE_KEYS, ITEMS_BY_KEY, LIST_KEYS, PROFILE_KEYS

Profile = dict[str, str | list[str]]


class OrganisationProfile:
    """Mixin: one column per item of ``vocabulary.profile.PROFILE_ITEMS``, plus the chosen visibility.

    Texts are stored as they were typed (never normalised); nothing typed is ''.
    """

    name: Mapped[str] = mapped_column(Text, default="")
    name_kana: Mapped[str] = mapped_column(Text, default="")
    short_name: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(Text, default="")
    corporate_number: Mapped[str] = mapped_column(Text, default="")
    representative_title: Mapped[str] = mapped_column(Text, default="")
    representative_name: Mapped[str] = mapped_column(Text, default="")
    representative_kana: Mapped[str] = mapped_column(Text, default="")
    founded: Mapped[str] = mapped_column(Text, default="")
    headcount: Mapped[str] = mapped_column(Text, default="")
    postal_code: Mapped[str] = mapped_column(Text, default="")
    municipality: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    building: Mapped[str] = mapped_column(Text, default="")
    department: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(Text, default="")
    contact_kana: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    phone_extension: Mapped[str] = mapped_column(Text, default="")
    fax: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(Text, default="")
    social: Mapped[str] = mapped_column(Text, default="")
    themes: Mapped[list[str]] = mapped_column(CodeList, default=list)
    npo_fields: Mapped[list[str]] = mapped_column(CodeList, default=list)
    areas: Mapped[list[str]] = mapped_column(CodeList, default=list)
    stage: Mapped[str] = mapped_column(Text, default="")
    purpose: Mapped[str] = mapped_column(Text, default="")
    activities: Mapped[str] = mapped_column(Text, default="")
    track_record: Mapped[str] = mapped_column(Text, default="")
    collaboration: Mapped[str] = mapped_column(Text, default="")
    message: Mapped[str] = mapped_column(Text, default="")
    offers: Mapped[str] = mapped_column(Text, default="")
    needs: Mapped[str] = mapped_column(Text, default="")
    visibility: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)

    @property
    def mailing_address(self) -> str:
        """The address as a letter needs it, from the municipality on, without the building."""
        return whole_address(self.address, self.municipality)

    @property
    def postal_address(self) -> str:
        """Postal code, address and building on one line, empty when none of them is known."""
        code = format_postal_code(self.postal_code)
        return " ".join(part for part in (f"〒{code}" if code else "", self.mailing_address, self.building) if part)

    @property
    def profile(self) -> Profile:
        """The entry as plain values: texts, and lists of codes."""
        return {key: self.item(key) for key in PROFILE_KEYS}

    def item(self, key: str) -> str | list[str]:
        """One item as a plain value: a text, or a list of codes."""
        value = getattr(self, key)
        return list(value or ()) if key in LIST_KEYS else value or ""

    def fill(self, profile: Mapping[str, Any], visibility: Mapping[str, str] | None = None) -> None:
        """Set the given items (unknown keys are refused) and, where given, the visibility."""
        for key, value in profile.items():
            if key not in ITEMS_BY_KEY:
                message = f"no such item: {key}"
                raise KeyError(message)
            setattr(self, key, list(value) if key in LIST_KEYS else value)
        if visibility is not None:
            self.visibility = {key: visibility[key] for key in CHOOSABLE_KEYS if key in visibility}

    def audience_of(self, key: str) -> Visibility:
        """Return who may see an item: the organisation's choice, else the item's default."""
        item = ITEMS_BY_KEY[key]
        if item.choosable and key in (self.visibility or {}):
            return Visibility(self.visibility[key])
        return item.visibility or Visibility.PRIVATE


def visible_profile(
    entry: OrganisationProfile, *, members: bool = False, office: bool = False, keys: Iterable[str] = PROFILE_KEYS
) -> Profile:
    """Return the items that an audience may see, of all or of those asked for; the one filter for every output.

    The public by default; ``members`` adds what is for members only; ``office``
    sees everything. An item that is hidden is absent, not empty.
    """
    allowed = {Visibility.PUBLIC, Visibility.MEMBERS} if members else {Visibility.PUBLIC}
    return {key: entry.item(key) for key in keys if office or entry.audience_of(key) in allowed}


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Return the items whose values differ, in the order of the form: key -> (old, new)."""
    found = {}
    for key in PROFILE_KEYS:
        old, new = before.get(key, ""), after.get(key, before.get(key, ""))
        if key in LIST_KEYS:
            old, new = list(old or ()), list(new or ())
            if set(old) == set(new):
                continue
        if old != new:
            found[key] = (old, new)
    return found
