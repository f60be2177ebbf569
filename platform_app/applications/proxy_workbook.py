"""A filled 様式1 or 様式2 workbook read into a proxy entry, with everything that needs a look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from werkzeug.datastructures import MultiDict

from forms.applications import EntryForm, chosen_files
from forms.proxy import label_of
from platform_app.applications.attachments import CheckedFile, check_upload, display_name
from platform_app.applications.entering import contents_of
from platform_app.applications.errors import FileRefused
from platform_app.applications.models import Application
from platform_app.applications.operations.applying import Contents
from platform_app.applications.proxy_forms import paper_form
from platform_app.office import queries as office
from platform_app.places.naming import place_choices
from platform_app.vocabulary.applications import AttachmentKind, Procedure
from reports.form_reading import FormContents, WorkbookRefused, read_application
from reports.workbook_safety import MOST_BYTES

OTHER_WAYS = (
    "Excelで開き、「Excelブック（.xlsx）」として保存し直してください。"
    "紙の様式の画像やPDFは、「届いた書類の画像」で選んでください。"
)
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Problem:
    """Something of a workbook that has to be looked at: the cell ('' if unknown), what stood there, a sentence."""

    cell: str
    label: str
    sentence: str


@dataclass(frozen=True)
class Workbook:
    """A filled workbook: the file itself, and what it says."""

    file: CheckedFile
    says: FormContents

    def kind(self, chosen: str = "") -> str:
        """Return the procedure that it says; where it says none, the one that was ``chosen`` for 様式1."""
        if chosen in {Procedure.JOIN, Procedure.CHANGE} and any(one.key == "procedure" for one in self.says.problems):
            self.says.kind = chosen
        return self.says.kind


def workbook_of(form: Any) -> Workbook | None:
    """Return the filled workbook that was dropped in; what is none becomes an error of the field."""
    for upload in chosen_files(form.workbook)[:1]:
        name, content = display_name(str(upload.filename)), upload.stream.read(MOST_BYTES + 1)
        try:
            return _read(name, content)
        except FileRefused as refusal:
            form.add_error("workbook", refusal.message)
        except WorkbookRefused as refusal:
            advice = OTHER_WAYS if refusal.reason == "not_a_workbook" else ""
            form.add_error("workbook", f"「{name}」：{refusal.sentence}{advice}")
    return None


def _read(name: str, content: bytes) -> Workbook:
    """Return what a workbook says, judged first as a form: the rules for documents speak of PDF and pictures."""
    if not content:
        check_upload(name, content, most_bytes=MOST_BYTES)
    says = read_application(content, place_choices(office.current().prefecture))
    return Workbook(check_upload(name, content, most_bytes=MOST_BYTES), says)


def contents_in(
    workbook: Workbook, contents: Contents, present: Mapping[str, str] | None = None
) -> tuple[Contents, list[Problem]]:
    """Return what a workbook says, folded as the form folds it, and everything that needs a look.

    In a change an empty cell means "as before", and so does an audience that is not
    chosen; ``present`` are the registered ones. Nothing is lost: what can not be stored
    is in the problems, and the workbook itself is kept.
    """
    says = workbook.says
    procedure = Procedure(says.kind)
    problems = [Problem(one.cell, _label(one.key), one.sentence) for one in says.problems if one.key != "procedure"]
    form = paper_form(procedure, formdata=_as_sent(says), meta={"csrf": False})
    form.validate()
    problems += list(_refused(form, says))
    if not isinstance(form, EntryForm):
        return replace(contents, leave_on=form.leave_on.data, reason=form.reason.data or ""), problems
    typed = contents_of(form)
    if procedure is Procedure.CHANGE:
        typed = replace(
            typed,
            profile={key: value for key, value in typed.profile.items() if value},
            visibility={**(present or {}), **says.visibility},
        )
    return replace(typed, channel=contents.channel, arrived_at=contents.arrived_at), problems


def _as_sent(says: FormContents) -> MultiDict[str, str]:
    """Return what a workbook says in the way a browser would send it."""
    sent: MultiDict[str, str] = MultiDict()
    for key, value in says.values.items():
        sent.setlist(key, [value] if isinstance(value, str) else value)
    for key in ("changed_on", "leave_on"):
        if says.values.get(key):
            sent[f"{key}-year"] = str(says.values[key])
    sent.update({f"visibility_{key}": code for key, code in says.visibility.items()})
    sent.update({f"declare_{code}": "y" for code in says.declarations})
    return sent


def _refused(form: Any, says: FormContents) -> Sequence[Problem]:
    """Return a problem for each thing that the form does not take as it stands in the workbook."""
    names = [*says.values, *(f"visibility_{key}" for key in says.visibility)]
    return [
        Problem("", str(form[name].label.text), f"{form[name].errors[0]}（様式の記入：{says.values.get(name, '')}）")
        for name in names
        if name in form and form[name].errors and says.values.get(name)
    ]


def _label(key: str) -> str:
    try:
        return label_of(key)
    except KeyError:
        return {"member_number": "会員番号", "submitted_on": "提出年月日"}.get(key, key)


def problems_of(application: Application) -> list[Problem]:
    """Return what has to be looked at in the workbook that a proxy entry was read from."""
    for one in application.attachments:
        if one.content_type == SPREADSHEET and one.kind == AttachmentKind.SCAN:
            try:
                says = read_application(one.content, place_choices(office.current().prefecture))
            except WorkbookRefused:
                return []
            file = CheckedFile(one.file_name, one.content_type, b"", one.digest)
            workbook = Workbook(file, says)
            workbook.kind(application.procedure)
            return contents_in(workbook, Contents())[1]
    return []
