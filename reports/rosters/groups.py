"""班別名簿: who sits in which group. Nothing by which anybody can be reached, and nobody's needs."""

from platform_app.vocabulary.events import Attending
from platform_app.vocabulary.groups import TableRole
from reports.columns import Column, Roster

GROUPS = Roster(
    "班別名簿（敬称略）",
    (
        Column("班", "group", 16),
        Column("形式", "attending", 10, "code", codes=Attending),
        Column("役割", "role", 8, "code", codes=TableRole),
        Column("団体名", "organisation", 34),
        Column("所属・役職", "position", 26),
        Column("氏名", "name", 20),
        Column("備考", lambda _row: "", 16, physical_name="remarks"),
    ),
    key="groups",
    note="掲載に同意のあった方の氏名と所属を載せています。",
    range_key="group",
)
