"""Several people write at once: whatever the order, no acknowledged text is lost, and none is there twice."""

from dataclasses import dataclass, field

from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_app.actor import Actor, system
from platform_app.vocabulary.worksheets import CANVAS_LINE, MEMO_LINE, SELF_LINE, Phase
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.operations import keeping, writing
from platform_app.worksheets.operations.writing import CellSave, Outcome
from tests.worksheets.builders import contents, opened, save

CELLS = ((SELF_LINE, "problem"), ("line-0001", "benefit"), (CANVAS_LINE, "goal"), (MEMO_LINE, "memo"))
Cell = tuple[str, str]

#: What one of four people does: look at the sheet, write into a cell, or send the last saving again.
STEPS = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(("look", "write", "write", "again", "phase")), st.sampled_from(CELLS)),
    max_size=25,
)


@dataclass
class Writer:
    """One browser: what it has seen of every cell, and the text beside a cell on which it writes."""

    name: str
    seen: dict[Cell, tuple[str, int]] = field(default_factory=dict)
    beside: dict[Cell, int] = field(default_factory=dict)
    last: tuple[CellSave, Outcome] | None = None
    count: int = 0


@dataclass
class Table:
    """The sheet, those who write, and what must be somewhere."""

    sheet: Worksheet
    by: Actor
    writers: list[Writer]
    owed: dict[Cell, set[str]] = field(default_factory=lambda: {cell: set() for cell in CELLS})

    def look(self, writer: Writer, _cell: Cell) -> None:
        found = contents(self.sheet)
        for cell in CELLS:
            writer.seen[cell] = (found.cell(*cell).text, found.cell(*cell).revision)
        writer.beside.clear()

    def write(self, writer: Writer, cell: Cell) -> None:
        writer.count += 1
        text = f"{writer.name}{writer.count}"
        shown, base = writer.seen.get(cell, ("", 0))
        one = CellSave(f"{self.sheet.id:06}-{text}", *cell, text, base, writer.beside.get(cell))
        before = {each.id: each.text for each in contents(self.sheet).alternatives}
        outcome = writing.write_cells(self.sheet, saves=[one], by=self.by)[0]
        assert not outcome.refused
        writer.last = one, outcome
        self.owed[cell].add(text)
        if outcome.alternative_id is None:
            # Only what its writer had before their eyes may go.
            self.owed[cell].discard(shown)
            writer.seen[cell] = (text, outcome.revision)
        else:
            self.owed[cell].discard(before.get(outcome.alternative_id, ""))
            writer.beside[cell] = outcome.alternative_id

    def again(self, writer: Writer, _cell: Cell) -> None:
        if writer.last is not None:
            one, outcome = writer.last
            assert writing.write_cells(self.sheet, saves=[one], by=self.by) == [outcome]

    def phase(self, _writer: Writer, _cell: Cell) -> None:
        keeping.start_phase(self.sheet, phase=Phase.IMPROVEMENT.value, by=system())

    def check(self) -> None:
        found = contents(self.sheet)
        for cell in CELLS:
            there = [each.text for each in found.beside(*cell)] + [found.cell(*cell).text] * bool(
                found.cell(*cell).text
            )
            assert sorted(there) == sorted(self.owed[cell])


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_acknowledged_text_is_lost_and_none_is_there_twice(app: Flask, steps: list[tuple[int, str, Cell]]) -> None:
    sheet, by = opened()
    table = Table(sheet, by, [Writer(name) for name in "abcd"])
    for number, what, cell in steps:
        getattr(table, what)(table.writers[number], cell)
        table.check()


def test_different_cells_never_meet(app: Flask) -> None:
    it, by = opened()
    for column in ("stakeholder", "problem", "purpose", "activity", "role", "benefit"):
        base = contents(it).cell(SELF_LINE, column).revision
        assert save(it, f"{column}の内容", base, by=by, column=column).alternative_id is None
    assert contents(it).alternatives == ()


def test_who_goes_on_beside_a_settled_text_overwrites_nobody(app: Flask) -> None:
    it, by = opened()
    save(it, "甲", by=by)
    beside = save(it, "乙", by=by).alternative_id
    assert beside is not None
    writing.settle(it, alternative_id=beside, choice="keep", base=1, by=by)
    outcome = save(it, "乙の続き", base=1, by=by, replaces=beside)
    assert outcome.alternative_id not in (None, beside)
    assert contents(it).cell(SELF_LINE, "problem").text == "甲"


def test_writing_brings_a_removed_line_back(app: Flask) -> None:
    it, by = opened()
    save(it, "町内会", by=by, line="line-0001", column="stakeholder")
    writing.arrange(it, line="line-0001", how="remove", by=by)
    save(it, "場所を貸す", by=by, line="line-0001", column="role")
    assert [line.text("stakeholder") for line in contents(it).lines] == ["見本の会", "町内会"]
