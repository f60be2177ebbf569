"""Fictional rows for every roster, and texts that break careless programs."""

from datetime import UTC, date, datetime
from typing import Any

from platform_app.vocabulary.profile import LIST_KEYS
from reports.columns import Roster, Stamp
from reports.documents.benefit_sheet_rosters import BENEFIT_SHEET
from reports.rosters.applications import APPLICATIONS, DECISION_BATCH
from reports.rosters.changes import DIFFERENCES, RECONCILIATION, REGISTER_CHANGES
from reports.rosters.members import MEMBERS, MEMBERS_BRIEF, PUBLIC_MEMBERS
from reports.rosters.opinions import ROSTERS as OPINIONS
from reports.rosters.participants import ROSTERS as PARTICIPANTS

PRINTED_AT = datetime(2026, 11, 21, 0, 5, tzinfo=UTC)
AS_OF = date(2026, 4, 1)
MUNICIPALITIES = {"362018": "徳島市", "362026": "鳴門市", "363219": "佐那河内村", "all": "県内全域"}

NAMES_TO_KEEP = [
    "NPO法人You&ゆう",
    "㈱つながる",
    "株式会社　ひだまり",
    "髙橋 﨑山 𠮷田 德永 渡邉 渡邊 齋藤 濵口 草彅",
    "葛\U000e0100城市 辻\U000e0100",
    "塚塚 神神 福福",
    "ﾈｯﾄﾜｰｸ徳島",
    "一般社団法人「こもれび」",
    "NPO法人A＆B・C",
    "𣘺本　𡈽田　𠀋",
    "めんどり👩\u200d👧\u200d👦の会",
    "Ⅳ①㌔㍻㋿",
    "O'Brien & Söhne",
    "長い名前" * 40,
]
FORMULA_LIKE = [
    "=1+1",
    '=HYPERLINK("http://example.invalid","x")',
    "+81-88-000-0000",
    "-",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "'=1",
    "''",
    "00123",
    "090-0000-0000",
    "1E5",
    "2023-02-20",
    "1/2",
    "TRUE",
    "#N/A",
    "%0A",
    "＝1+1",
    "'",
]
MARKUP = ["<b>太字</b>", "&amp; &lt; &nbsp;", "]]>", "{{7*7}}", "%s %d {0}", '"quoted", and; more', "_x0041_"]
INVISIBLE = ["a\u200bb", "a\u202eb", "a\ufeffb", "a\u00adb", "a\u2028b", "\u3000", "   ", "か\u3099", " a ", "a\nb"]
KEPT_TEXTS = [*NAMES_TO_KEEP, *FORMULA_LIKE, *MARKUP, *INVISIBLE]

ROSTERS: tuple[Roster, ...] = tuple(
    roster.with_codes({"municipality": MUNICIPALITIES, "areas": MUNICIPALITIES})
    for roster in (
        MEMBERS,
        MEMBERS_BRIEF,
        PUBLIC_MEMBERS,
        APPLICATIONS,
        DECISION_BATCH,
        REGISTER_CHANGES,
        RECONCILIATION,
        DIFFERENCES,
        *PARTICIPANTS.values(),
        *OPINIONS.values(),
        BENEFIT_SHEET,
    )
)

_TYPED: dict[str, Any] = {
    "number": 3,
    "count": 95,
    "kind": "npo",
    "organisation_kind": "npo",
    "municipality": "362018",
    "areas": ["362018", "all"],
    "themes": ["youth", "food"],
    "npo_fields": ["npo01", "npo13"],
    "stage": "active",
    "standing": "active",
    "register_change": "join",
    "procedure": "join",
    "status": "in_review",
    "channel": "fax",
    "postal_code": "7708570",
    "founded": "2013-07",
    "corporate_number": "8000020130001",
    "arrived_at": datetime(2026, 4, 1, 1, 30, tzinfo=UTC),
    "received_on": date(2026, 4, 2),
    "decided_on": None,
    "notified_on": None,
    "joined_on": date(2023, 2, 20),
    "effective_on": date(2019, 5, 1),
    "organisations": ["一の会", "二の会"],
    "phase": "design",
    "phase_number": 2,
    "phone": "088-621-2179",
    "member_number": "0001",
    "row_number": 12,
    "attending": "online",
    "seat_class": "public",
    "mark": "late",
    "came_at": datetime(2026, 4, 1, 1, 31, tzinfo=UTC),
    "held_on": date(2023, 4, 21),
    "pillar_number": 2,
    "tags": ["広報", "対象"],
    "agreement_count": 4,
    "table_count": 3,
    "answer_state": "answered",
    "recorded_at": datetime(2026, 4, 1, 2, 0, tzinfo=UTC),
    "left_at": datetime(2026, 4, 1, 3, 0, tzinfo=UTC),
}


def stamp(count: int) -> Stamp:
    """Return the stamp of a list with so many rows."""
    return Stamp(AS_OF, PRINTED_AT, "全会員", count)


def sample_row(roster: Roster, text: str) -> dict[str, Any]:
    """Return a row with ``text`` in every free-text column and fitting values in the others."""
    return {column.key: _TYPED.get(column.key, text) for column in roster.columns}


def empty_row(roster: Roster) -> dict[str, Any]:
    """Return a row of which nothing is known."""
    return {column.key: [] if column.key in LIST_KEYS else None for column in roster.columns}


def sample_rows(roster: Roster) -> list[dict[str, Any]]:
    """Return rows that hold every awkward text once, and an empty one."""
    return [empty_row(roster), *(sample_row(roster, text) for text in KEPT_TEXTS)]
