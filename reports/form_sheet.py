"""A printed form as a worksheet: labelled rows whose inputs are named, typed, checked and unlocked.

The grid is one label column and three pairs of a narrow and a wide column; a
text takes all six, a choice one pair (its mark in the narrow cell). Inputs are
named after the items' keys, so that reading does not depend on where they stand.
"""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import absolute_coordinate, get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as FooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.row_heights import half_widths

FONT_NAME = "BIZ UDPゴシック"
LIST_SHEET, MARK = "選択肢", "○"
LABEL_WIDTH, MARK_WIDTH, CHOICE_WIDTH = 24.0, 4.5, 23.0
CHOICES_A_ROW = 3
LAST_COLUMN = 1 + 2 * CHOICES_A_ROW
INPUT_WIDTH = CHOICES_A_ROW * (MARK_WIDTH + CHOICE_WIDTH)
LINE_HEIGHT, ROW_HEIGHT = 14.0, 21.0
#: 令和8年4月1日, in the spelling that Excel and LibreOffice both know.
DATE_FORMAT = '[$-411]ggge"年"m"月"d"日"'

_THIN = Side(style="thin", color="FF767676")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_INPUT_FILL = PatternFill("solid", fgColor="FFFFFFE5")
_LABEL_FILL = PatternFill("solid", fgColor="FFF1F1F4")


class FormSheet:
    """One form being laid out from top to bottom; ``row`` is the next free row."""

    def __init__(self, title: str, form_code: str, *, row_height: float = ROW_HEIGHT) -> None:
        """Start a workbook whose hidden second sheet holds the lists and the form's own code."""
        self._row_height = row_height
        self.book = Workbook()
        self.sheet: Worksheet = self.book.worksheets[0]
        self.sheet.title = title
        self._lists = self.book.create_sheet(LIST_SHEET)
        self._lists.sheet_state = "hidden"
        self._lists["A1"] = form_code
        self._name("form_code", self._lists, "A1")
        self._list_columns: dict[tuple[str, ...], str] = {}
        self._mark_check: DataValidation | None = None
        self.row = 1
        self._set_up_columns()

    def _set_up_columns(self) -> None:
        self.sheet.column_dimensions["A"].width = LABEL_WIDTH
        for number in range(CHOICES_A_ROW):
            self.sheet.column_dimensions[get_column_letter(2 + 2 * number)].width = MARK_WIDTH
            self.sheet.column_dimensions[get_column_letter(3 + 2 * number)].width = CHOICE_WIDTH

    def line(self, text: str, *, size: float = 10, align: str = "left", is_bold: bool = False) -> None:
        """Add a line of fixed text across the sheet, as high as its wrapped text needs."""
        cell = self.sheet.cell(self.row, 1, text)
        cell.data_type = "s"
        cell.font = Font(name=FONT_NAME, size=size, bold=is_bold)
        cell.alignment = Alignment(horizontal=align, vertical="bottom" if is_bold else "center", wrap_text=True)
        self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=LAST_COLUMN)
        lines = -(-half_widths(text) * size // (10 * (LABEL_WIDTH + INPUT_WIDTH) * 0.95)) or 1
        self.sheet.row_dimensions[self.row].height = lines * size * 1.6 + (size if is_bold else 0)
        self.row += 1

    def heading(self, text: str) -> None:
        """Add the heading of a group of items."""
        self.line(f"■ {text}", size=11, is_bold=True)

    def text(self, key: str, label: str, *, limit: int, lines: int = 1, hint: str = "") -> None:
        """Add a text input; text format, so that 0123 and =1 stay as typed."""
        cell = self._input(key, label, lines)
        self.sheet[cell].number_format = "@"
        upright = "top" if lines > 1 else "center"
        self.sheet[cell].alignment = Alignment(horizontal="left", vertical=upright, wrap_text=True, indent=1)
        check = DataValidation(
            "textLength",
            operator="lessThanOrEqual",
            formula1=str(limit),
            errorStyle="warning",
            errorTitle=label,
            error=f"{limit}文字以内で入力してください。",
        )
        self._check(check, cell, label, hint)

    def date(self, key: str, label: str, *, hint: str = "例：令和8年4月1日") -> None:
        """Add a date input; a date typed as text is let through with a warning."""
        cell = self._input(key, label, 1)
        self.sheet[cell].number_format = DATE_FORMAT
        self.sheet[cell].alignment = Alignment(horizontal="left", vertical="center", indent=1)
        check = DataValidation(
            "date",
            operator="greaterThan",
            formula1="36526",
            errorStyle="warning",
            errorTitle=label,
            error="日付を入力してください。例：令和8年4月1日",
        )
        self._check(check, cell, label, hint)

    def choice(self, key: str, label: str, options: Sequence[str], *, hint: str = "一覧から選んでください。") -> None:
        """Add an input with a drop-down list of labels."""
        cell = self._input(key, label, 1)
        self.sheet[cell].number_format = "@"
        self.sheet[cell].alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
        check = DataValidation(
            "list", formula1=self._list(tuple(options)), errorTitle=label, error="一覧から選んでください。"
        )
        self._check(check, cell, label, hint)

    def choices(self, key: str, label: str, options: Sequence[tuple[str, str]]) -> None:
        """Add a cell to mark with ○ for each (code, label); the cells are named ``key__code``."""
        first = self.row
        for start in range(0, len(options), CHOICES_A_ROW):
            for place, (code, text) in enumerate(options[start : start + CHOICES_A_ROW]):
                self._mark(f"{key}__{code}", self.row, 2 + 2 * place)
                cell = self.sheet.cell(self.row, 3 + 2 * place, text)
                cell.font, cell.border = Font(name=FONT_NAME, size=9), _BOX
                cell.alignment = Alignment(vertical="center", shrink_to_fit=True)
            self.sheet.row_dimensions[self.row].height = ROW_HEIGHT - 4
            self.row += 1
        self._label(label, first, self.row - 1)
        self._frame(first, self.row - 1)

    def declaration(self, name: str, sentence: str) -> None:
        """Add one sentence to be agreed to by a mark."""
        self._mark(name, self.row, 2)
        cell = self.sheet.cell(self.row, 3, sentence)
        cell.font, cell.alignment = Font(name=FONT_NAME, size=9.5), Alignment(vertical="center", wrap_text=True)
        self.sheet.merge_cells(start_row=self.row, start_column=3, end_row=self.row, end_column=LAST_COLUMN)
        lines = -(-half_widths(sentence) // (INPUT_WIDTH - MARK_WIDTH)) or 1
        self.sheet.row_dimensions[self.row].height = max(ROW_HEIGHT, lines * LINE_HEIGHT)
        self._frame(self.row, self.row)
        self.row += 1

    def declarations_label(self, label: str, first: int) -> None:
        """Set the common label of the declarations that began in row ``first``."""
        self._label(label, first, self.row - 1)

    def finish(self, footer: str) -> Workbook:
        """Protect all but the inputs, set up A4 portrait, and return the workbook."""
        sheet = self.sheet
        sheet.protection.sheet = True
        sheet.protection.formatRows = False
        sheet.print_area = f"A1:{get_column_letter(LAST_COLUMN)}{self.row - 1}"
        sheet.page_setup.paperSize, sheet.page_setup.orientation = "9", "portrait"
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_options.horizontalCentered = True
        sheet.page_margins.left = sheet.page_margins.right = 0.6
        sheet.page_margins.top, sheet.page_margins.bottom, sheet.page_margins.footer = 0.6, 0.7, 0.35
        center = FooterPart(text=f"{footer.replace('&', '&&')}　&P / &N")
        sheet.HeaderFooter = HeaderFooter(oddFooter=HeaderFooterItem(center=center))
        sheet.sheet_view.showGridLines = False
        sheet.sheet_view.selection[0].activeCell = sheet.sheet_view.selection[0].sqref = "B1"
        return self.book

    def _input(self, key: str, label: str, lines: int) -> str:
        self._label(label, self.row, self.row)
        self.sheet.merge_cells(start_row=self.row, start_column=2, end_row=self.row, end_column=LAST_COLUMN)
        self._frame(self.row, self.row)
        cell = self.sheet.cell(self.row, 2)
        self._open(key, self.row, 2)
        # Excel refuses to clear a merged input of which one cell is locked.
        for column in range(3, LAST_COLUMN + 1):
            self.sheet.cell(self.row, column).protection = Protection(locked=False)
        self.sheet.row_dimensions[self.row].height = max(self._row_height, lines * LINE_HEIGHT)
        self.row += 1
        return str(cell.coordinate)

    def _mark(self, name: str, row: int, column: int) -> None:
        self._open(name, row, column)
        cell = self.sheet.cell(row, column)
        cell.number_format, cell.alignment = "@", Alignment(horizontal="center", vertical="center")
        if self._mark_check is None:
            self._mark_check = DataValidation(
                "list", formula1=f'"{MARK}"', errorTitle="選択", error=f"当てはまるものに{MARK}を入力してください。"
            )
            self.sheet.add_data_validation(self._mark_check)
        self._mark_check.add(cell)

    def _open(self, name: str, row: int, column: int) -> None:
        """Name a cell and make it an input."""
        cell = self.sheet.cell(row, column)
        cell.font, cell.fill, cell.border = Font(name=FONT_NAME, size=10.5), _INPUT_FILL, _BOX
        cell.protection = Protection(locked=False)
        self._name(name, self.sheet, f"{get_column_letter(column)}{row}")

    def _name(self, name: str, sheet: Worksheet, cell: str) -> None:
        place = f"{quote_sheetname(sheet.title)}!{absolute_coordinate(cell)}"
        self.book.defined_names[name] = DefinedName(name, attr_text=place)

    def _label(self, label: str, first: int, last: int) -> None:
        cell = self.sheet.cell(first, 1, label)
        cell.font, cell.fill = Font(name=FONT_NAME, size=10), _LABEL_FILL
        cell.alignment = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
        for row in range(first, last + 1):
            self.sheet.cell(row, 1).border = _BOX
        if last > first:
            self.sheet.merge_cells(start_row=first, start_column=1, end_row=last, end_column=1)
        if first == last and half_widths(label) > LABEL_WIDTH:
            self.sheet.row_dimensions[first].height = 2 * LINE_HEIGHT

    def _frame(self, first: int, last: int) -> None:
        for row in range(first, last + 1):
            for column in range(2, LAST_COLUMN + 1):
                self.sheet.cell(row, column).border = _BOX

    def _check(self, check: DataValidation, cell: str, label: str, hint: str) -> None:
        check.allow_blank = True
        check.showErrorMessage = True
        if hint:
            check.showInputMessage, check.promptTitle, check.prompt = True, label[:32], hint[:255]
        self.sheet.add_data_validation(check)
        check.add(cell)

    def _list(self, options: tuple[str, ...]) -> str:
        """Return the range of a list of options on the hidden sheet, written there once."""
        letter = self._list_columns.get(options)
        if letter is None:
            letter = get_column_letter(2 + len(self._list_columns))
            for number, option in enumerate(options, start=1):
                self._lists[f"{letter}{number}"] = option
            self._list_columns[options] = letter
        return f"{quote_sheetname(LIST_SHEET)}!${letter}$1:${letter}${len(options)}"
