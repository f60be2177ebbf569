"""Answering a questionnaire, by the common address or by a personal link, and its published result."""

import segno
from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.survey_answers import AnswerForm, answer_form
from platform_app.access import PUBLIC, actor, allow
from platform_app.accounts import throttle
from platform_app.accounts.errors import TooManyAttempts
from platform_app.actor import visitor
from platform_app.errors import DomainError, NotFound
from platform_app.events import survey_queries as queries
from platform_app.events.errors import TooManyAnswers
from platform_app.events.models import Event
from platform_app.events.operations import surveying
from platform_app.events.pages import base_url
from platform_app.events.survey_models import Survey
from platform_app.vocabulary.surveys import SUPPRESSED, SUPPRESSION_RULE, QuestionKind, SurveyStatus

bp = Blueprint("surveys", __name__)

#: Answers by the common address within a quarter of an hour from one place of the network: two full halls.
MOST_FROM_ONE_PLACE = 300


@bp.app_context_processor
def survey_words() -> dict[str, object]:
    """What the templates of results and polls may say."""
    return {"SUPPRESSED": SUPPRESSED, "SUPPRESSION_RULE": SUPPRESSION_RULE, "QuestionKind": QuestionKind}


@bp.route("/surveys/<code>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def show(code: str) -> ResponseReturnValue:
    """The questionnaire at its common address."""
    survey, event = queries.survey_coded(code, viewer=actor())
    return _answering(survey, event, "")


@bp.route("/surveys/<code>/<secret>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def personal(code: str, secret: str) -> ResponseReturnValue:
    """The questionnaire by a personal link, which counts once."""
    survey, event = queries.survey_coded(code, viewer=actor())
    link = queries.link_of(survey, secret)
    return _answering(survey, event, secret, is_used=link.is_used)


def _answering(survey: Survey, event: Event, secret: str, *, is_used: bool = False) -> ResponseReturnValue:
    form, status = answer_form(survey.questions), 422
    code, is_open = survey.code, survey.status == SurveyStatus.OPEN
    if form.validate_on_submit():
        try:
            _take(event, form, secret)
        except DomainError as error:
            form.add_error(None, error.message)
            status = error.status if isinstance(error, TooManyAnswers) else status
        else:
            return redirect(url_for(".thanks", code=code))
    survey, event = queries.survey_coded(code, viewer=actor())
    page = render_template(
        "surveys/show.html", form=form, survey=survey, event=event, is_open=is_open, is_used=is_used, secret=secret
    )
    return page, status if form.is_submitted() else 200


def count_one(purpose: str, value: str, *, limit: int) -> None:
    """Count one answer of whom nobody knows. Raises TooManyAnswers."""
    try:
        throttle.check(purpose, value, limit=limit)
    except TooManyAttempts as refusal:
        raise TooManyAnswers from refusal
    throttle.count(purpose, value)


def _take(event: Event, form: AnswerForm, secret: str) -> None:
    """Store the answer as a visitor's, whoever is signed in: nobody may read who answered."""
    if not secret:  # A personal link counts once by itself.
        count_one("survey-place", request.remote_addr or "", limit=MOST_FROM_ONE_PLACE)
    surveying.answer(
        event, answers=form.answers(), submission_token=str(form.submission_token.data), secret=secret, by=visitor()
    )


@bp.get("/surveys/<code>/thanks")
@allow(PUBLIC)
def thanks(code: str) -> ResponseReturnValue:
    """Say that the answer arrived."""
    survey, event = queries.survey_coded(code, viewer=actor())
    return render_template("surveys/thanks.html", survey=survey, event=event)


@bp.get("/surveys/<code>/results")
@allow(PUBLIC)
def results(code: str) -> ResponseReturnValue:
    """The published result, small counts hidden."""
    survey, event = queries.survey_coded(code, viewer=actor())
    if not survey.is_published:
        raise NotFound
    result = queries.result(survey, is_public=True)
    return render_template("surveys/results.html", survey=survey, event=event, result=result)


@bp.get("/surveys/<code>/code.svg")
@allow(PUBLIC)
def code_image(code: str) -> ResponseReturnValue:
    """The address of the questionnaire as a QR code."""
    survey, _event = queries.survey_coded(code, viewer=actor())
    return qr_code(f"{base_url()}/surveys/{survey.code}")


def qr_code(content: str) -> Response:
    """Answer with a QR code as a picture."""
    drawing = segno.make(content, error="m", micro=False).svg_inline(scale=8, border=4, omitsize=False)
    return Response(drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), mimetype="image/svg+xml")
