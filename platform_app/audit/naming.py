"""Naming the rows that entries refer to, with one statement for each table, however many entries there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from string import Formatter
from typing import Any

from sqlalchemy import Table, select

from platform_app.audit.codes import codes_of
from platform_app.dates import fiscal_year_label, to_tokyo, wareki
from platform_app.extensions import Base, db
from platform_app.members.models import MemberRecord

#: How a row of each table is called, from its own columns; a column that refers to a row is named in its turn.
#: Only columns that the trail may show stand here: what it hides has no place in a name either.
SPELLING: Mapping[str, str] = {
    "access_link": "{purpose}のリンク",
    "application": "{number}\u3000{name}",
    "attachment": "{file_name}",
    "batch": "{fiscal_year}第{sequence}回審査回",
    "contact_task": "{template}（{recipient_name}）",
    "draw": "{event_id}の抽選",
    "duty_report": "{event_id}の復命書（{reporter_name}）",
    "eligibility_criterion": "{sentence}",
    "event": "{series_number}{title}",
    "event_change": "{event_id}（{action}）",
    "event_file": "{file_name}",
    "event_report": "{event_id}の開催報告",
    "event_series": "{title}",
    "flip_chart": "{file_name}",
    "group": "{grouping_id}の{number}班",
    "group_summary": "{theme_id}（{group_label}）",
    "group_wish": "{event_id}の{kind}指定",
    "grouping": "{event_id}の班分け\u3000{title}",
    "introduction": "{low_member_id}と{high_member_id}",
    "mailing": "{subject}",
    "member_link": "{predecessor_id}から{successor_id}へ（{kind}）",
    "member_record": "{name}（{effective_on}から）",
    "notice": "{application_id}の{kind}",
    "opinion": "{theme_id}の意見（{position}番）",
    "outbox_message": "{template}（{recipient_name}）",
    "participant": "{name}",
    "pillar": "{text}",
    "poll": "{question}",
    "pool": "{kept_for}（{attending}）の枠",
    "programme_item": "{title}",
    "register_import": "{filename}",
    "registration": "{number}\u3000{organisation}",
    "rejection_reason": "{sentence}",
    "reminder_rule": "{event_id}の{hours_before}時間前のお知らせ",
    "report_photo": "{report_id}の写真\u3000{caption}",
    "survey": "{event_id}のアンケート",
    "survey_question": "{text}",
    "theme": "{title}",
    "trace_step": "{title}",
    "user": "{name}",
    "worksheet": "{title}",
    "worksheet_version": "{worksheet_id}（第{number}版・{phase}）",
}

#: Columns that hold the number of another table's row, or a list of them, without a key of the database.
_LOOSE: Mapping[str, str] = {
    "application_id": "application",
    "attachment": "attachment",
    "author_id": "user",
    "change_id": "event_change",
    "checked_by_id": "user",
    "done_by_id": "user",
    "drafted_by_id": "user",
    "grouping": "grouping",
    "material_ids": "event_file",
    "member_id": "member",
    "origin": "group",
    "participant": "participant",
    "participant_ids": "participant",
    "photo_id": "report_photo",
    "recorded_by_id": "user",
    "target": "group",
    "theme": "theme",
    "user_id": "user",
    "writer_ids": "user",
    "disclosure.change": "event_change",
}


def reference_of(table: str, column: str) -> str:
    """Return the table that a column's numbers are rows of, '' for a column of anything else."""
    known = Base.metadata.tables.get(table)
    if known is not None and column in known.c:
        for key in known.c[column].foreign_keys:
            return key.column.table.name
    return _LOOSE.get(f"{table}.{column}") or _LOOSE.get(column, "")


def numbers_in(value: Any) -> set[int]:
    """Return the row numbers in a value: one, a list of them, or none."""
    found = value if isinstance(value, list) else [value]
    return {one for one in found if isinstance(one, int) and not isinstance(one, bool)}


class Names:
    """What rows are called, by table and number."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[tuple[str, int], str] = {}

    def of(self, table: str, number: int | None) -> str:
        """Return what a row is called; '' for one that is not known, or no longer there."""
        return self._known.get((table, number), "") if number is not None else ""

    def load(self, wanted: Mapping[str, Iterable[int]]) -> "Names":
        """Look up the rows that are not known yet, and what their own names refer to."""
        for table, numbers in wanted.items():
            missing = {number for number in numbers if (table, number) not in self._known}
            if not missing:
                continue
            if table == "member":
                self._load_members(missing)
            elif table == "trace":
                self._load_traces(missing)
            elif table in SPELLING:
                self._load_rows(Base.metadata.tables[table], missing)
        return self

    def _load_members(self, numbers: set[int]) -> None:
        """Call members by their newest line in the register."""
        lines = (
            select(MemberRecord.member_id, MemberRecord.name)
            .where(MemberRecord.member_id.in_(numbers))
            .order_by(MemberRecord.effective_on, MemberRecord.id)
        )
        self._known.update({("member", member_id): name for member_id, name in db.session.execute(lines)})

    def _load_traces(self, numbers: set[int]) -> None:
        """Call what became of an opinion by its first step."""
        steps = Base.metadata.tables["trace_step"].c
        titles = select(steps.trace_id, steps.title).where(steps.trace_id.in_(numbers)).order_by(steps.id.desc())
        self._known.update({("trace", trace_id): title for trace_id, title in db.session.execute(titles)})

    def _load_rows(self, table: Table, numbers: set[int]) -> None:
        spelling = SPELLING[table.name]
        columns = [name for _text, name, _form, _conversion in Formatter().parse(spelling) if name]
        statement = select(table.c.id, *(table.c[name] for name in columns)).where(table.c.id.in_(numbers))
        rows = [row._asdict() for row in db.session.execute(statement)]
        parents: dict[str, set[int]] = defaultdict(set)
        for name in columns:
            if reference := reference_of(table.name, name):
                parents[reference] |= {row[name] for row in rows} - {None}
        self.load(parents)
        for row in rows:
            spelt = {name: self._part(table.name, name, row[name]) for name in columns}
            self._known[table.name, row["id"]] = spelling.format(**spelt).replace("（）", "").strip()

    def _part(self, table: str, column: str, value: Any) -> str:
        """Return a column's value as a part of a name."""
        if value is None:
            return ""
        if reference := reference_of(table, column):
            return self.of(reference, value)
        if column == "fiscal_year":
            return fiscal_year_label(value)
        if column == "series_number":
            return f"第{value}回"
        if isinstance(value, date):
            return wareki(to_tokyo(value).date() if isinstance(value, datetime) else value)
        return codes_of(table, column).get(str(value), str(value))
