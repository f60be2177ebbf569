"""Following an application by its number and secret."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.applications import SendForm
from forms.procedures import FollowForm, LostSecretForm, RetractionForm
from platform_app.access import PUBLIC, actor, allow
from platform_app.accounts import links, throttle
from platform_app.accounts.errors import LinkExpired, TooManyAttempts
from platform_app.accounts.models import AccessLink
from platform_app.applications import finding, grants, pages, queries, standing_words
from platform_app.applications.letters import recipient_of
from platform_app.applications.models import Application
from platform_app.applications.operations.applying import can_send, retract
from platform_app.applications.operations.linking import request_link, use_link
from platform_app.applications.workflow import can_advance
from platform_app.errors import DomainError, NotFound
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus, AttachmentKind, Procedure
from platform_app.vocabulary.reviews import point_anchor, point_label

bp = Blueprint("tracking", __name__, url_prefix="/apply/track")

#: Failures within a quarter of an hour: against one number, and from one address of the network.
MOST_FOR_ONE_NUMBER, MOST_FROM_ONE_PLACE, MOST_LINKS = 10, 60, 3
NOT_TAKEN_BACK = "時間がたったため、まだ取り下げていません。もう一度申請を開いて、取下げの手続をしてください。"
NOT_FOUND = "受付番号又は照会用パスワードが違います。控えを見比べて、もう一度入力してください。"


@bp.route("", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def enter() -> ResponseReturnValue:
    """Ask for number and secret, and open the application that they belong to."""
    if request.method != "POST":
        form = FollowForm(formdata=None, number=request.args.get("number", "")[:60])
        return render_template("tracking/enter.html", form=form)
    form = FollowForm()
    if not form.validate_on_submit():
        return render_template("tracking/enter.html", form=form), 422
    try:
        found = _tried(form.number.data, form.secret.data)
    except TooManyAttempts as refusal:
        form.add_error(None, refusal.message)
        return render_template("tracking/enter.html", form=form), refusal.status
    if found is None:
        form.add_error("number", NOT_FOUND)
        return render_template("tracking/enter.html", form=form), 422
    return redirect(url_for("tracking.show", number=found.number))


def _tried(number: str, secret: str) -> Application | None:
    """Return the application if number and secret belong together; count a failure."""
    named = finding.application_numbered(number)
    canonical, place = (named.number if named else number) or "", request.remote_addr or ""
    throttle.check("track", canonical, limit=MOST_FOR_ONE_NUMBER)
    throttle.check("track-place", place, limit=MOST_FROM_ONE_PLACE)
    opened = queries.by_secret(secret)
    if named is not None and opened is not None and opened.id == named.id:
        grants.grant(opened, secret)
        return opened
    throttle.count("track", canonical)
    throttle.count("track-place", place)
    return None


def _opened(number: str) -> Application | None:
    """Return the application with a number in any spelling, if this browser may open it."""
    named = finding.application_numbered(number)
    if named is None:
        return None
    try:
        return grants.by_number(named.number or "")[0]
    except NotFound:
        return None


def _passed(number: str) -> Application | None:
    """Return the application whose page was opened before the session ended, by the pass that the page carries."""
    named = finding.application_numbered(number)
    if named is None or not grants.is_passed(named, request.form.get("grant", "")):
        return None
    grants.grant(named)
    return named


@bp.get("/<number>")
@allow(PUBLIC)
def show(number: str) -> ResponseReturnValue:
    """Show where an application stands; ask for the secret where this browser has not shown it."""
    application = _opened(number)
    if application is None:
        return redirect(url_for("tracking.enter", number=number))
    _found, by = grants.by_number(application.number or "")
    return render_template(
        "tracking/show.html",
        application=application,
        key=grants.key_of(application),
        heading=pages.TITLES[Procedure(application.procedure)],
        effect_day=Procedure.effect_day(application.procedure),
        standing=standing_words.standing_of(application),
        application_status_label=ApplicationStatus.label_of(application.status),
        timeline_items=standing_words.timeline_of(application),
        due=standing_words.due_sentence(application),
        points=pages.open_points(application),
        point_label=point_label,
        point_anchor=point_anchor,
        attachment_kinds=AttachmentKind,
        is_writable=pages.is_writable(application),
        is_retractable=can_advance(application, Action.RETRACT) and can_send(application, by),
    )


@bp.route("/<number>/retract", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def take_back(number: str) -> ResponseReturnValue:
    """Ask once more, then take the application back."""
    application = _opened(number) or _passed(number)
    if application is None:
        if request.method == "POST":
            flash(NOT_TAKEN_BACK)
        return redirect(url_for("tracking.enter", number=number))
    form = RetractionForm()
    if not can_advance(application, Action.RETRACT):
        return redirect(url_for("tracking.show", number=application.number))
    if request.method != "POST" or not form.validate_on_submit():
        form.grant.data = grants.application_pass(application)
        page = render_template("tracking/take_back.html", application=application, form=form)
        return page, 422 if request.method == "POST" else 200
    _found, by = grants.by_number(application.number or "")
    try:
        retract(application, reason=form.reason.data or "", by=by)
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return render_template("tracking/take_back.html", application=application, form=form), refusal.status
    return redirect(url_for("tracking.show", number=application.number))


@bp.route("/lost", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def lost() -> ResponseReturnValue:
    """Send a link in place of a lost secret; the answer tells nothing about what exists."""
    if request.method != "POST":
        return render_template("tracking/lost.html", form=LostSecretForm(formdata=None))
    form = LostSecretForm()
    if not form.validate_on_submit():
        return render_template("tracking/lost.html", form=form), 422
    try:
        _count_link(form.number.data)
    except TooManyAttempts as refusal:
        form.add_error(None, refusal.message)
        return render_template("tracking/lost.html", form=form), refusal.status
    found = finding.application_of(form.number.data, form.email.data)
    if found is not None:
        request_link(
            None,
            recipient=recipient_of(found),
            path="/apply/track/open/{token}",
            procedure=found.procedure,
            by=actor(),
        )
    return redirect(url_for("tracking.link_sent"))


def _count_link(number: str) -> None:
    """Count every request, found or not, and refuse too many."""
    named = finding.application_numbered(number)
    canonical, place = (named.number if named else number) or "", request.remote_addr or ""
    throttle.check("lost", canonical, limit=MOST_LINKS)
    throttle.check("lost-place", place, limit=MOST_FROM_ONE_PLACE)
    throttle.count("lost", canonical)
    throttle.count("lost-place", place)


@bp.get("/lost/sent")
@allow(PUBLIC)
def link_sent() -> ResponseReturnValue:
    """Say that a mail was sent if number and address belong together."""
    return render_template("tracking/link_sent.html")


@bp.route("/open/<token>", methods=["GET", "POST"])
@allow(PUBLIC)
def open_link(token: str) -> ResponseReturnValue:
    """Open a link from a mail: a button first, so that a mail scanner does not use it up."""
    form = SendForm()
    try:
        if form.validate_on_submit():
            link = use_link(None, token=token, purpose="application", by=actor())
            grants.grant(_linked(link))
            return redirect(url_for("tracking.show", number=_linked(link).number))
        links.find(token, "application")
    except LinkExpired as refusal:
        return _spent(token, refusal)
    return render_template("tracking/open_link.html", form=form)


def _linked(link: AccessLink) -> Application:
    """Return the application that a link opens."""
    number = link.application_id or 0
    return queries.application(number, viewer=actor().for_application(number))


def _spent(token: str, refusal: LinkExpired) -> ResponseReturnValue:
    """Go on where this browser has opened the link before, by a second click or from the mail; else offer a new one."""
    link = links.spent(token, "application")
    if link is not None and grants.holds(str(link.application_id)):
        return redirect(url_for("tracking.show", number=_linked(link).number))
    form = LostSecretForm(formdata=None)
    form.add_error(None, refusal.message)
    return render_template("tracking/lost.html", form=form), refusal.status
