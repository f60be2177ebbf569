"""The trail is read by people who know no code: every act, view and export that the platform records."""

import ast
import re
from collections.abc import Iterator

from sqlalchemy import select

from platform_app.audit import disclosing, sentences
from platform_app.audit.naming import SPELLING, reference_of
from platform_app.extensions import Base, db
from platform_app.operation import disclose
from platform_app.trail import AuditEntry
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.tables import column_label
from tests.applications.counting import statements
from tests.architecture.acts import ACTS, BEFORE
from tests.architecture.snapshot import Snapshot
from tests.architecture.test_pages import assert_none
from tests.architecture.test_structure import JAPANESE, trees
from tests.architecture.world import World

#: Words of the program: lower case with an underscore or a colon, a mapping of Python's, a long digest.
CODE = re.compile(r"\b[a-z]+[_:][a-z_:]*[a-z]\b|^[a-z]+$|\{['\"]|\b[0-9a-f]{32,}\b|\bNone\b|\bTrue\b|\bFalse\b")
#: What people type and read in these letters: addresses, and names of files.
TYPED = re.compile(r"https?://\S+|[\w.+-]+@[\w.-]+|[\w-]+\.(?:pdf|png|jpe?g|xlsx|docx|csv|txt)\b", re.IGNORECASE)
#: Columns whose words the applicant or the office chose: they stay as they were typed.
LETTERS = {"SNS"}
#: What the office typed itself.
FREE = {"乱数の種"}
SHOWN = {"scope", "sheet", "roster"}


def is_code(text: str) -> bool:
    """Whether a text says something that only the program understands."""
    return bool(CODE.search(TYPED.sub("", text)))


def unreadable(entry: AuditEntry) -> Iterator[str]:
    """Yield what of an entry says nothing to a reader."""
    names = sentences.names_of(entry)
    subject = sentences.subject_label(entry, names)
    if is_code(subject) or re.search(r"：[\d-]+$", subject):
        yield f"{entry.action}: {subject}"
    for one in sentences.differences(entry, names):
        if not all(JAPANESE.search(word) or word in LETTERS for word in (one.table, one.column)):
            yield f"{entry.action}: {one.table}：{one.column}"
        yield from (
            f"{one.table}：{one.column}: {text}"
            for text in (one.before, one.after)
            if one.column not in FREE and is_code(text)
        )
    for label, text in sentences.disclosures(entry, names):
        if not JAPANESE.search(label) or is_code(text):
            yield f"{entry.action}: {label}：{text}"
    yield from bare_numbers(entry)


def bare_numbers(entry: AuditEntry) -> Iterator[str]:
    """Yield references to rows that are shown by their number."""
    names = sentences.names_of(entry)
    for change in (one for one in entry.changes if "columns" in one):
        for column, pair in change["columns"].items():
            told = sentences.differences(AuditEntry(changes=[{**change, "columns": {column: pair}}]), names)
            if reference_of(change["table"], column) and re.fullmatch(r"[\d、]+", told[0].before + told[0].after):
                yield f"{change['table']}.{column}: {told[0]}"


def test_every_act_of_the_built_platform_is_readable(world: World) -> None:
    entries = db.session.scalars(select(AuditEntry)).all()

    assert len(entries) > 100
    assert_none(sorted({found for entry in entries for found in unreadable(entry)}))


def test_every_operation_leaves_an_entry_that_is_readable(world: World, restore: Snapshot) -> None:
    found: set[str] = set()
    for action in sorted(ACTS):
        restore.restore()
        BEFORE.get(action, lambda _world: None)(world)
        ACTS[action](world)
        newest = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)
        found |= set(unreadable(db.session.scalars(newest).one()))

    assert_none(sorted(found))


def test_a_changed_setting_is_named(world: World) -> None:
    ACTS[Action.CHANGE_SETTINGS](world)
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()

    told = [one.column for one in sentences.differences(entry, sentences.names_of(entry))]

    assert "値" not in told
    assert sentences.subject_label(entry, sentences.names_of(entry)).startswith("事務局の設定：")


def test_every_view_and_export_says_in_words_what_it_was_of() -> None:
    """Each literal that a page hands to ``disclose``; what it fills in stands here as a number."""
    found = []
    for name, tree in trees("platform_app"):
        for node in (node for node in ast.walk(tree) if isinstance(node, ast.Dict)):
            pairs = [
                (key.value, value)
                for key, value in zip(node.keys, node.values, strict=True)
                if isinstance(key, ast.Constant)
            ]
            if {key for key, _value in pairs} & SHOWN and "/vocabulary/" not in name and "audit" not in name:
                found += [f"{name}: {said}" for said in _scopes(pairs) if not JAPANESE.search(said)]

    assert_none(found)


def _scopes(pairs: list[tuple[object, ast.expr]]) -> Iterator[str]:
    for key, value in pairs:
        if key in SHOWN and isinstance(value, ast.Constant | ast.JoinedStr):
            yield disclosing.scope_text(re.sub(r"\{.*?\}", "12", ast.unparse(value).lstrip("f").strip("'\"")))
        if key in SHOWN:
            yield column_label(str(key), disclosing.DISCLOSURE)


def test_an_export_of_the_register_tells_roster_format_and_day(world: World) -> None:
    browser = world.browser("officer")
    browser.get("/staff/members/rosters/members.print.xlsx?as_of=2024-04-01")
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()

    names = sentences.names_of(entry)

    assert sentences.subject_label(entry, names) == "会員名簿"
    assert sentences.disclosures(entry, names) == [
        ("名簿", "会員名簿"),
        ("形式", "Excel（印刷用）"),
        ("基準日", "令和6年4月1日"),
    ]


def test_no_name_is_made_of_what_the_trail_hides() -> None:
    columns = [
        Base.metadata.tables[table].c[column]
        for table, spelling in SPELLING.items()
        for column in re.findall(r"\{(\w+)\}", spelling)
    ]

    assert_none([str(column) for column in columns if column.info.get("audit") in {"redact", "skip"}])


def test_a_list_asks_for_names_once_for_each_table(world: World) -> None:
    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    tables = {entry.subject_type for entry in entries if entry.subject_type}

    with statements() as seen:
        sentences.names_of_subjects(entries)

    # Names refer to other rows, two deep at most.
    assert len(seen) <= 3 * len(tables)


def test_a_row_that_is_gone_is_not_called_by_its_number(world: World) -> None:
    disclose(Action.VIEW, "event", by=world.actor("officer"), what={"scope": "groups", "grouping": 99999})
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)).one()

    assert ("班分け", "（今は無い記録）") in sentences.disclosures(entry, sentences.names_of(entry))
