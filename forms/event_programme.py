"""The programme of an event, line by line: a part, and below it its items."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import FieldList, Form, FormField

from forms.base import PlatformForm
from forms.choice_fields import Checkboxes, Select
from forms.event_lines import lines_of, number_fault
from forms.fields import LongText, Number, Text

#: Rows at first, and at most.
FIRST_LINES, MOST_LINES = 3, 60
PRESENTER_FORM = "1行に1人、「氏名｜所属｜役職」の順に入力してください。"
PRESENTER_PARTS = ("name", "organisation", "post")
LEVELS = (("item", "項目"), ("part", "部"))


class LineForm(Form):
    """One line of the programme; one without a title counts for nothing."""

    level = Select("区分", choices=LEVELS, prompt=None)
    order = Number("順番", limit=4, hint="小さい順に並べます。")
    starts = Text("開始時刻", limit=20, width="short", hint="例：13:30")
    minutes = Number("時間（分）", limit=4)
    title = Text("題名", limit=300, width="full")
    detail = LongText("説明", limit=2000, rows=2)
    presenters = LongText("発表者", limit=2000, rows=2, hint=PRESENTER_FORM)
    materials = Checkboxes("資料")


class ProgrammeForm(PlatformForm):
    """The whole programme."""

    lines = FieldList(FormField(LineForm), "プログラム")

    def offer(self, files: Sequence[tuple[str, str]]) -> None:
        """Set the files that a line can name, as (id, label), and number the lines."""
        for number, entry in enumerate(self.lines, start=1):
            entry.label.text = f"{number}行目"
            if files and "materials" in entry.form:
                entry.form.materials.choices = list(files)
            elif "materials" in entry.form:
                del entry.form.materials

    def show(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Show stored lines, and empty ones below them."""
        while self.lines.entries:
            self.lines.pop_entry()
        for number, row in enumerate(rows, start=1):
            self.lines.append_entry({**row, "order": number * 10})
        while len(self.lines) < max(FIRST_LINES, len(rows) + 1):
            self.lines.append_entry()

    def more(self) -> None:
        """Add three empty lines."""
        for _ in range(min(3, MOST_LINES - len(self.lines))):
            self.lines.append_entry()

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields, then the numbers of every line."""
        is_valid = bool(super().validate(extra_validators))
        for entry in self.lines:
            for box, least in ((entry.form.minutes, 1), (entry.form.order, 0)):
                sentence = number_fault(box.label.text, box.data, least=least, most=9999)
                if sentence:
                    box.errors = [*box.errors, f"{entry.label.text}：{sentence}"]
                    is_valid = False
        return is_valid

    def chosen(self) -> list[dict[str, Any]]:
        """Return the lines that have a title, in order."""
        filled = [entry.form for entry in self.lines if (entry.form.title.data or "").strip()]
        last = 10 * (MOST_LINES + 1)
        ordered = sorted(filled, key=lambda line: int(line.order.data) if str(line.order.data or "").strip() else last)
        return [
            {
                "is_part": line.level.data == "part",
                "starts": line.starts.data or "",
                "minutes": int(line.minutes.data) if str(line.minutes.data or "").strip() else None,
                "title": line.title.data,
                "detail": line.detail.data or "",
                "presenters": presenters(line.presenters.data),
                "material_ids": [int(code) for code in line.materials.data] if "materials" in line else [],
            }
            for line in ordered
        ]


def presenters(text: Any) -> list[dict[str, str]]:
    """Return the presenters that were typed."""
    return [dict(zip(PRESENTER_PARTS, [*line, "", ""][:3], strict=True)) for line in lines_of(text)]
