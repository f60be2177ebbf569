"""The values that the printed forms show, from an application, a line of the register, and the office.

The confirmation page and the PDF read the same values, so they can not say different things.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from platform_app.applications.models import Application
from platform_app.applications.notice_values import document_rows
from platform_app.applications.sheet_codes import code_of, record_url
from platform_app.dates import to_tokyo, today, wareki
from platform_app.extensions import db
from platform_app.members.models import MemberRecord
from platform_app.office import queries as office
from platform_app.places.naming import place_label
from platform_app.vocabulary.applications import Declaration, Procedure
from platform_app.vocabulary.organisations import Visibility
from platform_app.vocabulary.profile import ITEMS_BY_KEY, PROFILE_ITEMS, ProfileItem
from reports.documents import Use, difference_rows, entry_values, membership_application, withdrawal_notice
from reports.layout import Document
from reports.pdf import render
from reports.text import unsupported_characters

NONE = "（なし）"


def document_of(application: Application) -> Document:
    """Return the printed form that an application fills: 様式第1号 or 様式第2号."""
    settings = office.current()
    if application.procedure == Procedure.WITHDRAW:
        return withdrawal_notice(settings)
    use = Use.JOIN if application.procedure == Procedure.JOIN else Use.CHANGE
    return membership_application(shown_items(application), use, settings, office.open_declarations())


def values_of(application: Application) -> dict[str, Any]:
    """Return every value that the form of an application prints."""
    arrived = application.arrived_at
    member = application.member
    values: dict[str, Any] = entry_values(
        PROFILE_ITEMS, application.profile, place_label=place_label, visibility=application.visibility
    )
    return values | {
        "submitted_on": wareki(to_tokyo(arrived).date() if arrived else today()),
        "receipt_number": application.number or f"提出前（{code_of(application)}）",
        "record_url": record_url(application),
        "declarations": " ".join(application.declarations or ()),
        "member_number": str(member.number) if member else "",
        "changed_on": wareki(application.changed_on) if application.changed_on else "",
        "withdrawn_on": wareki(application.leave_on) if application.leave_on else "",
        "reason": application.reason,
        "changes": changes_of(application),
    }


def form_pdf(application: Application) -> bytes:
    """Return the filled form as PDF."""
    return render(document_of(application), values_of(application))


def shown_items(application: Application) -> tuple[ProfileItem, ...]:
    """Return the items in use, and those since switched off that the application fills."""
    opened = {item.key for item in office.open_items()}
    profile = application.profile
    return tuple(item for item in PROFILE_ITEMS if item.key in opened or profile.get(item.key))


def changes_of(application: Application) -> list[dict[str, str]]:
    """Return 新旧対照: rows of ``label``, ``before`` and ``after``, audiences and new documents included."""
    if application.base_record_id is None or application.procedure != Procedure.CHANGE:
        return []
    base = db.session.get_one(MemberRecord, application.base_record_id)
    rows = difference_rows(PROFILE_ITEMS, base.profile, application.profile, place_label=place_label)
    documents = [dict(zip(("label", "before", "after"), row, strict=True)) for row in document_rows(application)]
    return rows + _audience_rows(base, application) + documents


def _audience_rows(base: MemberRecord, application: Application) -> list[dict[str, str]]:
    pairs = [
        (item, base.audience_of(item.key), application.audience_of(item.key))
        for item in PROFILE_ITEMS
        if item.choosable
    ]
    return [
        {"label": f"{item.label}の公開範囲", "before": before.label, "after": after.label}
        for item, before, after in pairs
        if before != after
    ]


def sections(application: Application) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return (group, [(label, printed value, item key)]) of an entry as the form prints it.

    The audience of an item that has a choice stands behind its value.
    """
    values = values_of(application)
    found: dict[str, list[tuple[str, str, str]]] = {}
    for item in shown_items(application):
        found.setdefault(item.group, []).append((item.label, values[item.key], item.key))
    return list(found.items())


def audience_labels(application: Application) -> list[tuple[str, str]]:
    """Return (label, audience) of every item in use that has a choice, as the form prints them."""
    values = values_of(application)
    return [
        (item.label, Visibility.label_of(values[f"visibility_{item.key}"]))
        for item in shown_items(application)
        if item.choosable
    ]


def statements(application: Application) -> list[tuple[str, str]]:
    """Return (statement, whether it was ticked) of those that the office asks for; only joining has them."""
    if application.procedure != Procedure.JOIN:
        return []
    ticked = set(application.declarations or ())
    asked = [one for one in Declaration if one in office.open_declarations() or one.value in ticked]
    return [(one.label, "印あり" if one.value in ticked else "印なし") for one in asked]


def missing_glyphs(entry: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return the characters that no font of the forms has, by item; items that print whole are absent."""
    texts = {key: value for key, value in entry.items() if isinstance(value, str) and key in ITEMS_BY_KEY}
    found = {key: unsupported_characters(text) for key, text in texts.items() if not text.isascii()}
    return {key: characters for key, characters in found.items() if characters}


def glyph_warnings(entry: Mapping[str, Any]) -> dict[str, str]:
    """Return a sentence by item about the characters that will not print as they are."""
    return {key: glyph_sentence(characters) for key, characters in missing_glyphs(entry).items()}


def glyph_sentence(characters: Sequence[str]) -> str:
    """Say what happens to characters that no font has."""
    shown = "」「".join(characters)
    fate = "様式や通知にこのとおりには印刷できず、近い形の字か「〓」になります。"
    return f"「{shown}」は、{fate}登録はそのまま行えますが、事務局でも確認します。"
