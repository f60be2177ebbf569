"""The papers of worksheets: the table and the canvas as PDF, the table as Excel, and both blank."""

from collections.abc import Iterator
from typing import Any

from flask import Response
from flask.typing import ResponseReturnValue

from platform_app.access import PUBLIC, actor, allow
from platform_app.dates import now, today, wareki
from platform_app.events.words import full_title
from platform_app.vocabulary.worksheets import BLANK_LINES, KIND_COLUMN, BenefitKind, CanvasBlock, Phase, SheetColumn
from platform_app.worksheets import queries
from platform_app.worksheets.contents import Contents, Line
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.views import asked_phase, bp, read
from platform_app.worksheets.words import missing_sentence
from reports.columns import Stamp
from reports.documents.benefit_sheet import BenefitSheet, SheetLine, benefit_sheet, blank_benefit_sheet
from reports.documents.benefit_sheet_rosters import BENEFIT_SHEET
from reports.documents.canvas_sheet import CanvasSheet, blank_canvas, canvas_sheet
from reports.spreadsheet import to_xlsx

__all__ = ["bp"]

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


@bp.get("/<int:sheet_id>/sheet.pdf")
@allow(PUBLIC)
def sheet_pdf(sheet_id: int) -> ResponseReturnValue:
    """One phase as the table on paper."""
    sheet, phases = read(sheet_id)
    contents = asked_phase(phases)
    content = benefit_sheet(
        BenefitSheet(
            title=sheet.title,
            facts=_facts(sheet, contents),
            lines=[_line(line) for line in contents.lines],
            work=missing_sentence(contents),
            memo=contents.memo.text,
            foot=_foot(),
        )
    )
    return _file(content, PDF, f"benefit-sheet-{sheet.id}-{contents.number}.pdf")


def _facts(sheet: Worksheet, contents: Contents) -> str:
    event = queries.event_of(sheet, viewer=actor())
    owner = queries.names_of([sheet.owner_member_id]).get(sheet.owner_member_id or 0, "")
    group = queries.group_of(sheet)
    return "　　".join(
        filter(
            None,
            (
                f"局面：{Phase.label_of(contents.phase)}（第{contents.number}版）",
                f"団体：{owner}" if owner else "",
                f"催し：{full_title(event)}" if event else "",
                f"グループ：{group.name or group.number}" if group else "",
            ),
        )
    )


def _line(line: Line) -> SheetLine:
    name, problem, purpose, activity, role, benefit = (line.text(column) for column in SheetColumn)
    return SheetLine(
        (name, problem, purpose, activity, role, benefit), line.is_self, BenefitKind.label_of(line.text(KIND_COLUMN))
    )


def _foot() -> str:
    return f"{wareki(today())}現在"


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f"attachment; filename={name}"})


@bp.get("/<int:sheet_id>/canvas.pdf")
@allow(PUBLIC)
def canvas_pdf(sheet_id: int) -> ResponseReturnValue:
    """One phase as the canvas on paper; its block of benefits lists those of the table."""
    sheet, phases = read(sheet_id)
    contents = asked_phase(phases)
    blocks = [_block(contents, block) for block in CanvasBlock]
    content = canvas_sheet(CanvasSheet(sheet.title, _facts(sheet, contents), blocks, _foot()))
    return _file(content, PDF, f"canvas-{sheet.id}-{contents.number}.pdf")


def _block(contents: Contents, block: CanvasBlock) -> str:
    if block is not CanvasBlock.BENEFIT:
        return contents.block(block).text
    listed = [f"・{name or '（関係者未記入）'}：{benefit}" for name, benefit in contents.benefits]
    return "\n".join([*listed, missing_sentence(contents)]).strip()


@bp.get("/<int:sheet_id>/sheet.xlsx")
@allow(PUBLIC)
def sheet_xlsx(sheet_id: int) -> ResponseReturnValue:
    """Every phase as a workbook to print."""
    return _workbook(sheet_id, is_data=False)


@bp.get("/<int:sheet_id>/sheet-data.xlsx")
@allow(PUBLIC)
def sheet_data(sheet_id: int) -> ResponseReturnValue:
    """Every phase as a workbook to compute with."""
    return _workbook(sheet_id, is_data=True)


def _workbook(sheet_id: int, *, is_data: bool) -> Response:
    sheet, phases = read(sheet_id)
    rows = list(sheet_rows(phases))
    stamp = Stamp(today(), now(), sheet.title, len(rows))
    content = to_xlsx(BENEFIT_SHEET, rows, stamp, form="data" if is_data else "print")
    return _file(content, WORKBOOK, f"benefit-sheet-{sheet.id}{'-data' if is_data else ''}.xlsx")


def sheet_rows(phases: list[Contents]) -> Iterator[dict[str, Any]]:
    """Yield one row for every line of every phase."""
    names = queries.names_of(line.member_id for contents in phases for line in contents.lines)
    for contents in phases:
        for number, line in enumerate(contents.lines, start=1):
            yield {
                "number": number,
                "own": "自団体" if line.is_self else "関係者",
                **{column.value: line.text(column) for column in SheetColumn},
                "kind": line.kind or None,
                "member": names.get(line.member_id or 0, ""),
                "phase": contents.phase,
                "phase_number": contents.number,
            }


@bp.get("/blank.pdf")
@allow(PUBLIC)
def blank_pdf() -> ResponseReturnValue:
    """An empty table of eight rows for handwriting."""
    return _file(blank_benefit_sheet(BLANK_LINES), PDF, "benefit-sheet-blank.pdf")


@bp.get("/blank-canvas.pdf")
@allow(PUBLIC)
def blank_canvas_pdf() -> ResponseReturnValue:
    """An empty canvas for handwriting."""
    return _file(blank_canvas(), PDF, "canvas-blank.pdf")
