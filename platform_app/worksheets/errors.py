"""What can go wrong with a worksheet."""

from platform_app.errors import DomainError


class SheetClosed(DomainError):
    """Something was written into a sheet whose newest phase has been closed."""

    code = "sheet_closed"
    sentence = "この相利評価表は締め切られています。書き込むには、作成した団体か事務局が締切りを解いてください。"


class TableClosed(DomainError):
    """Somebody at a table wrote after the sharing had ended."""

    code = "table_closed"
    sentence = "今は共同入力を受け付けていません。書き込みたいときは、事務局か作成した団体にお知らせください。"


class TooManyLines(DomainError):
    """A table has as many lines as it may have."""

    code, status = "too_many_lines", 422
    sentence = "行をこれ以上増やせません。使っていない行を削除するか、相利評価表を分けてください。"


class UnknownCell(DomainError):
    """A text names a cell that no worksheet has."""

    code, status = "unknown_cell", 422
    sentence = "書き込む欄が見つかりません。画面を開き直して、もう一度入力してください。"


class CellTooLong(DomainError):
    """Two texts put together would be longer than a cell may be."""

    code, status = "cell_too_long", 422
    sentence = "つなげると文字数の上限を超えます。どちらかを短くしてから、もう一度操作してください。"


class OwnLineStays(DomainError):
    """The line of the sheet's own organisation was to be moved or removed."""

    code, status = "own_line_stays", 422
    sentence = "自団体の行は、いつも一番上に置きます。移動や削除はできません。"


class PhaseOutOfTurn(DomainError):
    """The phase can not follow the present one."""

    code, status = "phase_out_of_turn", 422
    sentence = "この局面には進めません。今の局面を確かめて、次の局面を選んでください。"
