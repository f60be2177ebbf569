"""Lists of the participants of an event: what is handed out, what lies at the reception, what is kept.

Rows are objects or mappings with the names of the getters below. What somebody needs
(配慮事項) is in none of them; telephone and e-mail are in REGISTRANTS alone.
"""

from dataclasses import replace

from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import AttendanceMark, Attending, SeatPool
from platform_app.vocabulary.organisations import OrganisationKind
from reports.columns import Column, Roster

_NUMBER = Column("No.", "row_number", 5, "integer", description="この名簿での通し番号。")
_RECEIPT = Column("受付番号", "receipt_number", 13, "identifier")
_KANA = Column("フリガナ", "kana", 22)
_NAME = Column("氏名", "name", 20)
_ORGANISATION = Column("団体名", "organisation", 34)
_POSITION = Column("所属・役職", "position", 26)
_ATTENDING = Column("形式", "attending", 10, "code", codes=Attending)
_REMARKS = Column("備考", "remarks", 20)


def _box(heading: str, key: str, width: float = 6) -> Column:
    """Return a column in which somebody ticks with a pen."""
    return Column(heading, lambda _row: "□", width, physical_name=key)


def _blank(heading: str, key: str, width: float) -> Column:
    """Return a column in which somebody writes with a pen."""
    return Column(heading, lambda _row: "", width, physical_name=key)


#: Handed out: only who agreed, no titles of respect, nothing by which anybody can be reached.
PARTICIPANTS = Roster(
    "参加者名簿（敬称略）",
    (_NUMBER, _ORGANISATION, _POSITION, _NAME, _blank("備考", "remarks", 20)),
    key="participants",
    note="掲載に同意のあった方だけを載せています。",
    range_key="organisation",
)

#: At the reception: signed in with a pen.
RECEPTION = Roster(
    "受付名簿（五十音順）",
    (
        _NUMBER,
        _RECEIPT,
        _KANA,
        _NAME,
        _ORGANISATION,
        _ATTENDING,
        _box("出席", "tick_present"),
        _blank("時刻", "written_hour", 8),
        _box("名刺", "tick_card"),
        _box("資料", "tick_material"),
        _REMARKS,
    ),
    key="reception",
    range_key="kana",
)
#: The same sheet, looked up by the organisation, which therefore stands first.
RECEPTION_BY_ORGANISATION = replace(
    RECEPTION,
    title="受付名簿（団体順）",
    columns=(_NUMBER, _ORGANISATION, *(each for each in RECEPTION.columns if each not in (_NUMBER, _ORGANISATION))),
    key="reception_by_organisation",
    range_key="organisation",
)

#: 補欠: a sheet of its own, so that nobody on it is taken for a participant.
WAITING = Roster(
    "受付名簿（補欠）",
    (
        Column("順番", "row_number", 6, "integer", description="キャンセル待ちの順番（人ごとの通し番号）。"),
        _RECEIPT,
        _KANA,
        _NAME,
        _ORGANISATION,
        _ATTENDING,
        _box("案内", "tick_seated"),
        _blank("時刻", "written_hour", 8),
        _REMARKS,
    ),
    key="waiting",
    range_key="row_number",
)

#: Kept: who took part, and for whom.
ATTENDEES = Roster(
    "出席者名簿（敬称略）",
    (
        _NUMBER,
        Column("団体種別", "organisation_kind", 18, "code", codes=OrganisationKind),
        _ORGANISATION,
        _POSITION,
        _NAME,
        _ATTENDING,
        Column("出欠", "mark", 8, "code", codes=AttendanceMark),
        Column("代理元", "stands_for", 18, description="代理出席のとき、申し込んでいた方の氏名。"),
        Column("摘要", "attendance_note", 20),
    ),
    key="attendees",
    range_key="organisation",
)

#: For the office: everything but the accommodations, which are kept apart.
REGISTRANTS = Roster(
    "参加者一覧（事務局用）",
    (
        _NUMBER,
        _RECEIPT,
        _NAME,
        _KANA,
        _ORGANISATION,
        Column("団体種別", "organisation_kind", 16, "code", codes=OrganisationKind),
        Column("部署", "department", 18),
        Column("役職", "job_title", 14),
        Column("区分", "seat_class", 10, "code", codes=SeatPool),
        _ATTENDING,
        Column("メール", "email", 28, sensitive=True),
        Column("電話", "phone", 16, "phone", sensitive=True),
        Column("名簿掲載", "listed", 8, description="配布する名簿への掲載の同意。"),
        Column("写真", "photographed", 8, description="記録の写真・映像の同意。"),
        Column("受付方法", "channel", 10, "code", codes=Channel),
        Column("到達日時", "arrived_at", 20, "datetime"),
        Column("出欠", "mark", 8, "code", codes=AttendanceMark),
        Column("着", "came_at", 20, "datetime"),
        Column("退出", "left_at", 20, "datetime"),
        Column("摘要", "attendance_note", 20),
    ),
    key="registrants",
)

ROSTERS = {
    roster.key: roster
    for roster in (PARTICIPANTS, RECEPTION, RECEPTION_BY_ORGANISATION, WAITING, ATTENDEES, REGISTRANTS)
}
