"""The office's questionnaire of an event: questions, opening, papers, figures and results."""

from typing import cast

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.survey_answers import PaperForm, answer_form
from forms.surveys import DistributedForm, SurveyForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.errors import DomainError, NotFound
from platform_app.events import queries as events
from platform_app.events import survey_queries as queries
from platform_app.events.models import Event
from platform_app.events.operations import surveying
from platform_app.events.pages import base_url
from platform_app.events.survey_models import Survey
from platform_app.vocabulary.surveys import DEFAULT_QUESTIONS, SurveyStatus

bp = Blueprint("survey_staff", __name__, url_prefix="/staff/events/<int:event_id>")


@bp.get("/survey")
@allow(STAFF)
def show(event_id: int) -> ResponseReturnValue:
    """Where the questionnaire stands, what came in, and its result."""
    event, survey = _both(event_id)
    form = DistributedForm(formdata=None)
    form.load({"distributed": survey.distributed if survey else None})
    return _page(event, survey, form)


def _both(event_id: int) -> tuple[Event, Survey | None]:
    return events.event(event_id, viewer=actor()), queries.survey_of(event_id)


def made(event_id: int) -> tuple[Event, Survey]:
    """Return an event and its questionnaire. Raises NotFound where none has been made."""
    event, survey = _both(event_id)
    if survey is None:
        raise NotFound
    return event, survey


def _page(event: Event, survey: Survey | None, form: DistributedForm) -> str:
    return render_template(
        "survey_staff/show.html",
        event=event,
        survey=survey,
        form=form if survey else None,
        result=queries.result(survey) if survey else None,
        status=SurveyStatus(survey.status) if survey else None,
        links=queries.link_count(survey) if survey else 0,
        address=f"{base_url()}/surveys/{survey.code}" if survey else "",
    )


@bp.route("/survey/questions", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def questions(event_id: int) -> ResponseReturnValue:
    """Choose the questions; a new questionnaire starts from those that most events ask."""
    event, survey = _both(event_id)
    form = SurveyForm()
    if not form.is_submitted():
        stored = [surveying.plan_of(question) for question in survey.questions] if survey else DEFAULT_QUESTIONS
        form.show(survey.introduction if survey else "", stored)
    wants_more = "more" in request.form
    if not wants_more and form.validate_on_submit():
        try:
            surveying.save(event, introduction=form.introduction.data, questions=form.chosen(), by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("設問を保存しました。", "success")
            return redirect(url_for(".show", event_id=event_id))
    if wants_more:
        form.more()
    form.number()
    event = events.event(event_id, viewer=actor())
    page = render_template("survey_staff/questions.html", form=form, event=event)
    return page, 422 if form.is_submitted() and not wants_more else 200


@bp.post("/survey/status")
@allow(OFFICE)
def turn(event_id: int) -> ResponseReturnValue:
    """Open the questionnaire, or close it."""
    event, _survey = made(event_id)
    if request.form.get("to") == SurveyStatus.OPEN:
        surveying.open_survey(event, by=actor())
        flash("回答の受付を始めました。", "success")
    else:
        surveying.close_survey(event, by=actor())
        flash("回答の受付を締め切りました。", "success")
    return redirect(url_for(".show", event_id=event_id))


@bp.post("/survey/distributed")
@allow(OFFICE, keeps_input=True)
def distributed(event_id: int) -> ResponseReturnValue:
    """Say how many copies were given out."""
    event, _survey = made(event_id)
    form = DistributedForm()
    if not form.validate_on_submit():
        return _page(event, queries.survey_of(event_id), form), 422
    surveying.set_distributed(event, distributed=form.number(), by=actor())
    flash("配布数を保存しました。", "success")
    return redirect(url_for(".show", event_id=event_id))


@bp.post("/survey/invite")
@allow(OFFICE)
def invite(event_id: int) -> ResponseReturnValue:
    """Send the personal links."""
    event, _survey = made(event_id)
    count = surveying.invite(event, by=actor())
    flash(f"{count}件の申込みに、個別のリンクを送ります。" if count else "新しく送る相手はいません。", "success")
    return redirect(url_for(".show", event_id=event_id))


@bp.post("/survey/publish")
@allow(OFFICE)
def publish(event_id: int) -> ResponseReturnValue:
    """Show the result to everybody, or stop."""
    event, _survey = made(event_id)
    is_published = request.form.get("to") == "public"
    surveying.publish_results(event, is_published=is_published, by=actor())
    flash("結果を公開しました。" if is_published else "結果の公開をやめました。", "success")
    return redirect(url_for(".show", event_id=event_id))


@bp.route("/survey/paper", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def paper(event_id: int) -> ResponseReturnValue:
    """Type in papers, one after the other; an address with a number opens that one again."""
    event, survey = made(event_id)
    form = cast("PaperForm", answer_form(survey.questions, is_paper=True))
    if not form.is_submitted():
        _show_paper(survey, form)
    elif form.validate_on_submit():
        number = int(form.sheet_number.data)
        try:
            surveying.key_paper(event, sheet_number=number, answers=form.answers(), by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash(f"用紙{number}を保存しました。", "success")
            return redirect(url_for(".paper", event_id=event_id))
    event, survey = made(event_id)
    page = render_template("survey_staff/paper.html", form=form, event=event, survey=survey)
    return page, 422 if form.is_submitted() else 200


def _show_paper(survey: Survey, form: PaperForm) -> None:
    asked = request.args.get("sheet", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else queries.next_sheet(survey)  # noqa: PLR2004
    form.sheet_number.process_data(number)
    stored = queries.paper(survey, number)
    if stored is not None:
        form.show(stored.answers)
