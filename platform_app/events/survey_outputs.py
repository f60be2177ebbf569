"""The result of a questionnaire as Excel and as PDF: for the office, and for publication."""

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from platform_app.access import STAFF, actor, allow
from platform_app.dates import now, today, wareki
from platform_app.events import survey_queries as queries
from platform_app.events import words
from platform_app.events.models import Event
from platform_app.events.pages import base_url
from platform_app.events.survey_results import Bar, QuestionResult, Result
from platform_app.events.survey_staff import bp, made
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.surveys import SUPPRESSED, SUPPRESSION_RULE, QuestionKind
from reports.columns import Stamp
from reports.documents.survey_report import ReportBar, ReportQuestion, SurveyReport, survey_report
from reports.documents.survey_sheet import SheetQuestion, SurveySheet, survey_sheet
from reports.survey_workbook import survey_workbook

__all__ = ["bp"]

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PUBLIC_FORM = "public"


def _counted(event_id: int) -> tuple[Event, Result, bool]:
    """Return the result in the form that the address asks for; free texts are disclosed to the office on record."""
    event, survey = made(event_id)
    is_public = request.args.get("form") == PUBLIC_FORM
    if not is_public:
        disclose(Action.EXPORT, event, by=actor(), what={"scope": "survey result"})
        event, survey = made(event_id)
    return event, queries.result(survey, is_public=is_public), is_public


@bp.get("/survey/results.xlsx")
@allow(STAFF)
def workbook(event_id: int) -> ResponseReturnValue:
    """The result as a workbook with charts."""
    event, result, is_public = _counted(event_id)
    stamp = Stamp(today(), now(), f"{words.full_title(event)}{'（公表用）' if is_public else ''}", 0)
    content = survey_workbook(summary_rows(result), text_rows(result), stamp, with_texts=not is_public)
    return _file(content, WORKBOOK, f"survey-{event_id}{'-public' if is_public else ''}.xlsx")


@bp.get("/survey/results.pdf")
@allow(STAFF)
def report(event_id: int) -> ResponseReturnValue:
    """The result as a report on paper."""
    event, result, is_public = _counted(event_id)
    content = survey_report(
        SurveyReport(
            event=words.full_title(event),
            figures=figure_lines(result),
            questions=[_question(question) for question in result.questions],
            notes=(SUPPRESSION_RULE,)
            if is_public
            else ("事務局用です。自由記述を含むため、公表には公表用をお使いください。",),
            foot=f"{wareki(today())}作成{'' if is_public else '（事務局用）'}",
        )
    )
    return _file(content, "application/pdf", f"survey-{event_id}{'-public' if is_public else ''}.pdf")


def _file(content: bytes, kind: str, name: str) -> Response:
    return Response(content, mimetype=kind, headers={"Content-Disposition": f"attachment; filename={name}"})


@bp.get("/survey/sheet.pdf")
@allow(STAFF)
def sheet(event_id: int) -> ResponseReturnValue:
    """The questionnaire on paper, to be copied and laid out; nothing of anybody is on it."""
    event, survey = made(event_id)
    content = survey_sheet(
        SurveySheet(
            event=words.full_title(event),
            when=words.when(event),
            introduction=survey.introduction,
            questions=[SheetQuestion(q.text, q.kind, q.options, q.is_required) for q in survey.questions],
            address=f"{base_url()}/surveys/{survey.code}",
        )
    )
    return _file(content, "application/pdf", f"survey-{event_id}-sheet.pdf")


def figure_lines(result: Result) -> list[tuple[str, str]]:
    """Return 配布数, 回収数 and 回収率 as they are printed."""
    distributed = f"{result.distributed}" if result.distributed is not None else "－"
    rate = f"{result.rate:.1%}" if result.rate is not None else "－"
    return [("配布数", distributed), ("回収数", str(result.collected)), ("回収率", rate)]


def _question(result: QuestionResult) -> ReportQuestion:
    figures = (
        f"平均 {result.mean:.1f}　中央値 {result.middle:g}"
        if result.mean is not None and result.middle is not None
        else ""
    )
    return ReportQuestion(
        text=result.text,
        answered=f"回答 {_number(result.answered)}",
        bars=[ReportBar(bar.label, bar.share, _shown(bar)) for bar in result.bars],
        figures=figures,
        texts=result.texts,
    )


def _number(count: int | None) -> str:
    return SUPPRESSED if count is None else f"{count}人"


def _shown(bar: Bar) -> str:
    return SUPPRESSED if bar.count is None else f"{bar.count}人（{bar.percent:g}％）"


def summary_rows(result: Result) -> list[dict[str, Any]]:
    """Return the rows of the summary: one for every answer that could be chosen."""
    return [
        {
            "number": number,
            "question": question.text,
            "kind": question.kind,
            "answered": SUPPRESSED if question.answered is None else str(question.answered),
            "option": bar.label,
            "count": SUPPRESSED if bar.count is None else str(bar.count),
            "percent": SUPPRESSED if bar.count is None else f"{bar.percent:g}",
        }
        for number, question in enumerate(result.questions, start=1)
        for bar in question.bars
    ]


def text_rows(result: Result) -> list[dict[str, Any]]:
    """Return one row for every free text."""
    return [
        {"number": number, "question": question.text, "text": text}
        for number, question in enumerate(result.questions, start=1)
        if question.kind == QuestionKind.TEXT
        for text in question.texts
    ]
