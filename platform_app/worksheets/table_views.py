"""Filling a worksheet, by its code: at the table without an account, by its owner, and by the office.

With the script, cells are sent as they are typed and those of others appear; without it,
every line has its own button. Both go by the same rule of conflict.
"""

import re
import secrets
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from forms.worksheets import MALFORMED, CellsForm, part_form, read_saves
from platform_app.access import PUBLIC, actor, allow
from platform_app.actor import Actor, may_see
from platform_app.errors import DomainError, NotAllowed, NotFound
from platform_app.vocabulary.worksheets import CANVAS_LINE, MEMO_LINE, SELF_LINE
from platform_app.worksheets import queries
from platform_app.worksheets.contents import CellText, Contents
from platform_app.worksheets.errors import SheetClosed, TableClosed
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.operations import writing
from platform_app.worksheets.operations.writing import CLIENT_ID, CellSave, Outcome
from platform_app.worksheets.words import missing_sentence, template_words

bp = Blueprint("worksheet_table", __name__, url_prefix="/worksheets/t/<code>")
bp.context_processor(template_words)

#: The id of an empty line, as this page draws it.
NEW_LINE = re.compile(r"[0-9a-f]{16}")


def holder(sheet: Worksheet) -> Actor:
    """Return who is at the table: the code opens the sheet while it is shared."""
    return actor().for_worksheet(sheet.id) if sheet.is_open else actor()


def _can_write(sheet: Worksheet, contents: Contents) -> bool:
    return may_see(holder(sheet), sheet.writing) and contents.closed_at is None


@bp.get("")
@allow(PUBLIC)
def show(code: str) -> ResponseReturnValue:
    """The sheet with a form for every line, and an empty one below; or that writing has ended."""
    sheet = queries.sheet_coded(code)
    return _page(sheet, None)


def _page(sheet: Worksheet, sent: CellsForm | None) -> ResponseReturnValue:
    contents = queries.contents_of(sheet.id)
    if not _can_write(sheet, contents):
        error = SheetClosed() if contents.closed_at is not None else TableClosed()
        can_read = may_see(actor(), sheet)
        page = render_template("worksheets/closed.html", sheet=sheet, error=error, can_read=can_read, form=sent)
        return page, 200 if sent is None else error.status
    parts = _parts(contents, sent)
    page = render_template(
        "worksheets/table.html",
        sheet=sheet,
        contents=contents,
        parts=parts,
        forms=list(parts.values()),
        is_keeper=queries.is_keeper(sheet, actor()),
        event=queries.event_of(sheet, viewer=actor()),
        template_form=part_form("new-line", formdata=None),
    )
    return page, 200 if sent is None else 422


def _parts(contents: Contents, sent: CellsForm | None) -> dict[str, CellsForm]:
    """Return the form of every part; what somebody has just sent stays in its own as it was typed."""
    extra = secrets.token_hex(8) if sent is None or sent.line in _known(contents) else sent.line
    parts: dict[str, CellsForm] = {}
    for line in (*_known(contents), extra, CANVAS_LINE, MEMO_LINE):
        if sent is not None and sent.line == line:
            parts[line] = sent
            continue
        parts[line] = part_form(line, formdata=None)
        parts[line].show(_texts(contents, line, parts[line]))
    return parts


def _known(contents: Contents) -> list[str]:
    return [line.client_id for line in contents.lines]


def _texts(contents: Contents, line: str, form: CellsForm) -> Mapping[str, tuple[str, int]]:
    cells = {column: contents.cell(line, column) for column in form.columns}
    return {column: (cell.text, cell.revision) for column, cell in cells.items()}


@bp.post("/parts/<line>")
@allow(PUBLIC, keeps_input=True)
def save_part(code: str, line: str) -> ResponseReturnValue:
    """Take one line, the canvas or the memo from a page without the script."""
    sheet = queries.sheet_coded(code)
    if not _is_line(sheet, line):
        raise NotFound
    form = part_form(line)
    if form.validate_on_submit():
        try:
            outcomes = _save_form(sheet, form)
        except (NotAllowed, NotFound, SheetClosed):
            return _page(queries.sheet_coded(code), form)
        refused = next((each.refused for each in outcomes if each.refused), "")
        if not refused:
            _tell(outcomes)
            return redirect(url_for(".show", code=code, _anchor=f"part-{line}"))
        form.add_error(None, refused)
    return _page(queries.sheet_coded(code), form)


def _is_line(sheet: Worksheet, line: str) -> bool:
    """Whether an address names a part of the sheet, or the empty line that a page without the script has drawn."""
    if line in (SELF_LINE, CANVAS_LINE, MEMO_LINE) or NEW_LINE.fullmatch(line):
        return True
    version = queries.newest_version(sheet.id)
    return line in {row.client_id for row in queries.rows(version.id, with_removed=True)}


def _save_form(sheet: Worksheet, form: CellsForm) -> list[Outcome]:
    """Save the cells that were typed; an untouched one must not undo what another wrote meanwhile."""
    saves = [CellSave(secrets.token_hex(8), form.line, *typed) for typed in form.typed()]
    return writing.write_cells(sheet, saves=saves, by=holder(sheet))


def _tell(outcomes: list[Outcome]) -> None:
    if not outcomes:
        flash("書き換えた欄はありませんでした。", "info")
    elif any(each.alternative_id for each in outcomes):
        flash(
            "ほかの人が同じ欄を先に書き換えていました。両方を残しています。どちらにするかを選んでください。", "warning"
        )
    else:
        flash("保存しました。", "success")


@bp.get("/cells.json")
@allow(PUBLIC)
def cells(code: str) -> ResponseReturnValue:
    """Everything that stands in the sheet, for the pages that are open; 304 while nothing has changed."""
    sheet = queries.sheet_coded(code)
    tag = f"{sheet.id}-{sheet.revision}-{int(sheet.is_open)}"
    if tag in request.if_none_match:
        answer = jsonify({})
        answer.set_etag(tag)
        return answer.make_conditional(request)
    contents = queries.contents_of(sheet.id)
    if not _can_write(sheet, contents) and not may_see(actor(), sheet):
        return jsonify({"is_open": False}), 403
    answer = jsonify({**_told(contents), "is_open": _can_write(sheet, contents), "token": generate_csrf()})
    answer.set_etag(tag)
    return answer


def _told(contents: Contents) -> dict[str, Any]:
    lines = {line.client_id: _pairs(line.cells) for line in contents.lines}
    memo = {"memo": [contents.memo.text, contents.memo.revision]}
    return {
        "order": list(lines),
        "parts": {**lines, CANVAS_LINE: _pairs(contents.canvas), MEMO_LINE: memo},
        "alternatives": [
            {"id": each.id, "line": each.line, "column": each.column, "text": each.text}
            for each in contents.alternatives
        ],
        "work": missing_sentence(contents),
        "lacking": [line.client_id for line in contents.lines if line.lacks_benefit],
    }


def _pairs(cells: Mapping[str, CellText]) -> dict[str, list[Any]]:
    return {column: [cell.text, cell.revision] for column, cell in cells.items()}


@bp.post("/cells")
@allow(PUBLIC)
def save_cells(code: str) -> ResponseReturnValue:
    """Take the savings of a page, each once, and say what came of every one."""
    sheet = queries.sheet_coded(code)
    sent = read_saves(request.get_json(silent=True))
    if sent is None:
        return jsonify({"sentence": MALFORMED}), 422
    saves = [
        CellSave(each.client_id, each.line, each.column, each.text, each.base, each.replaces)
        for each in sent
        if not each.fault
    ]
    try:
        outcomes = writing.write_cells(sheet, saves=saves, by=holder(sheet))
    except DomainError as error:
        told = TableClosed() if isinstance(error, NotFound | NotAllowed) else error
        return jsonify({"sentence": told.message}), 409
    outcomes += [Outcome(each.client_id, refused=each.fault) for each in sent if each.fault]
    return jsonify({"results": [_result(each) for each in outcomes]})


def _result(outcome: Outcome) -> dict[str, Any]:
    return {
        "id": outcome.client_id,
        "revision": outcome.revision,
        "alternative": outcome.alternative_id,
        "refused": outcome.refused,
    }


@bp.post("/settle")
@allow(PUBLIC)
def settle(code: str) -> ResponseReturnValue:
    """Settle two texts of one cell."""
    sheet, sent = queries.sheet_coded(code), request.form
    number, base = sent.get("alternative", ""), sent.get("base", "")
    if not (_is_number(number) and _is_number(base)):
        raise NotFound
    try:
        writing.settle(
            sheet, alternative_id=int(number), choice=sent.get("choice", ""), base=int(base), by=holder(sheet)
        )
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("2つの書込みを整理しました。", "success")
    return redirect(url_for(".show", code=code))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - all such fit into a column


@bp.post("/arrange")
@allow(PUBLIC)
def arrange(code: str) -> ResponseReturnValue:
    """Move a line, remove it or bring it back."""
    sheet, line = queries.sheet_coded(code), request.form.get("line", "")
    how = request.form.get("how", "")
    try:
        writing.arrange(sheet, line=line, how=how, by=holder(sheet))
    except DomainError as error:
        flash(error.message, "error")
    else:
        words = {"remove": "行を削除しました。下の「削除した行」から戻せます。", "back": "行を戻しました。"}
        flash(words.get(how, "行を移動しました。"), "success")
    return redirect(url_for(".show", code=code, _anchor=f"part-{line}" if CLIENT_ID.fullmatch(line) else None))
