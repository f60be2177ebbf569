"""会員名簿, for the office and for distribution.

Rows of MEMBERS are objects or mappings with ``member_number`` (str),
``standing`` (Standing code), ``joined_on``, ``effective_on`` (date),
``register_change`` (RegisterChange code) and every key of PROFILE_ITEMS: text,
list items as sequences of codes, None or missing where nothing is known.

Rows of PUBLIC_MEMBERS have ``name``, ``kind``, ``municipality``, ``themes``,
``activities``, ``public_contact`` and ``website``, already limited to what the
organisation agreed to: one filter decides that, and it is not here.

Both need the municipalities' names: ``MEMBERS.with_codes({"municipality": names, "areas": names})``.
"""

from dataclasses import replace

from platform_app.vocabulary.organisations import RegisterChange, Standing
from reports.columns import Column, Roster
from reports.rosters.entry_columns import entry_columns

NUMBER = Column("会員番号", "member_number", 10, "identifier", description="入会を承認したときに付けた番号。")

MEMBERS = Roster(
    "会員名簿",
    (
        NUMBER,
        *entry_columns(("name",)),
        Column("在籍状況", "standing", 8, "code", codes=Standing),
        Column("入会日", "joined_on", 16, "date"),
        Column("異動日", "effective_on", 16, "date", description="この内容になった日（最後の異動の日）。"),
        Column("異動事由", "register_change", 10, "code", codes=RegisterChange),
        *(column for column in entry_columns() if column.key != "name"),
    ),
    key="members",
)

#: The columns an office looks at every day, on one page's width.
MEMBERS_BRIEF = replace(
    MEMBERS.choose(("member_number", "name", "kind", "municipality", "joined_on", "contact_name", "phone", "email")),
    key="members_brief",
)

PUBLIC_MEMBERS = Roster(
    "会員名簿（配布用）",
    (
        Column("No.", "number", 5, "integer", physical_name="number", description="この名簿での通し番号。"),
        *entry_columns(("name",)),
        *entry_columns(("kind",)),
        replace(entry_columns(("municipality",))[0], heading="市町村"),
        *entry_columns(("themes",)),
        Column("活動概要", "activities", 60, "long_text"),
        Column("連絡先", "public_contact", 24, "long_text", description="公開に同意のあったものだけを載せています。"),
        Column("URL", "website", 28),
    ),
    key="public_members",
)
