"""Taking part: 入力 → 確認 → 完了, and the registrant's own page."""

from typing import Any

import segno
from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.registrations import ConfirmForm, FindRegistrationForm, RegistrationForm
from platform_app.access import PUBLIC, actor, allow
from platform_app.accounts.errors import TooManyAttempts
from platform_app.applications.spoken import spoken_number
from platform_app.dates import now, today
from platform_app.errors import DomainError
from platform_app.events import registration_access as access
from platform_app.events import registration_queries as queries
from platform_app.events import registration_words as words
from platform_app.events.errors import AlreadyRegistered, MembersOnly
from platform_app.events.models import Event
from platform_app.events.operations import registering, seating
from platform_app.events.operations.sheets import Person, Sheet
from platform_app.events.seat_queries import closing_of
from platform_app.members.queries import record_on
from platform_app.office.queries import current as office
from platform_app.places.naming import full_place_label
from platform_app.vocabulary.events import (
    Accommodation,
    Attending,
    EventAudience,
    EventStatus,
    RegistrationStatus,
    SeatPool,
)
from platform_app.vocabulary.organisations import OrganisationKind

bp = Blueprint("registrations", __name__)

STEPS = ("入力", "確認", "完了")
NOT_FOUND = (
    "受付番号と、電話番号の下4桁又は照会用パスワードの組合せが違います。控えを見比べて、もう一度入力してください。"
)
#: Buttons of the sheet that are no part of what was typed.
BUTTONS = frozenset({"add", "send", "back", "csrf_token"})


@bp.context_processor
def labels() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "attending_label": Attending.label_of,
        "need_label": Accommodation.label_of,
        "kind_label": OrganisationKind.label_of,
        "place_label": full_place_label,
    }


@bp.route("/events/<int:event_id>/register", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def new(event_id: int) -> ResponseReturnValue:
    """Ask, show what was typed and whether there is a place, then register."""
    event = queries.event(event_id, viewer=actor())
    closed = why_closed(event)
    if closed:
        return render_template("registrations/closed.html", event=event, reason=closed), 409
    if event.audience == EventAudience.MEMBERS and not actor().is_member:
        # Before anything is typed: nobody shall fill in a sheet that is refused at the end.
        return render_template(
            "registrations/closed.html", event=event, reason=MembersOnly.sentence, for_members=True
        ), 403
    form = RegistrationForm(formdata=request.form if request.method == "POST" else None, data=_known())
    form.offer(ways(event), office().prefecture)
    if actor().is_member:
        del form.organisation_kind, form.place
    if _known():  # The name is the register's: what was typed over it would be lost.
        form.organisation.is_readonly, form.organisation.description = True, "会員名簿の名称です。"
    if request.method == "GET" or "back" in request.form:
        return _asked(event, form)
    if "add" in request.form:
        form.one_more()
        return _asked(event, form)
    if not form.validate_on_submit():
        return _asked(event, form, 422)
    return _sent(event, form) if "send" in request.form else _confirm(event, form)


def why_closed(event: Event) -> str:
    """Return why nobody can register now, or ''."""
    if event.status != EventStatus.PUBLISHED:
        return words.event_notice(event) or "この催しは、参加申込みを受け付けていません。"
    if event.opens_at and now() < event.opens_at:
        return "参加申込みの受付は、まだ始まっていません。"
    if now() >= closing_of(event) or not event.pools:
        return "参加申込みの受付は終わりました。"
    return ""


def ways(event: Event) -> list[str]:
    """Return the ways of attending that an event offers, in order."""
    return list(dict.fromkeys(pool.attending for pool in event.pools))


def _known() -> dict[str, Any]:
    """Return what is known about a signed-in member, so that nobody types it again."""
    who = actor()
    record = record_on(who.member_id, today()) if who.is_member and who.member_id else None
    if record is None:
        return {}
    return {
        "organisation": record.name,
        "contact_name": record.contact_name,
        "phone": record.phone,
        "email": record.email,
    }


def _asked(event: Event, form: RegistrationForm, status: int = 200) -> ResponseReturnValue:
    open_ways = ways(event)
    expected = [(Attending.label_of(way), *_expect(event, 1, way)) for way in open_ways]
    return render_template(
        "registrations/new.html",
        event=event,
        form=form,
        steps_names=STEPS,
        expectations=expected,
        is_longer="add" in request.form,
    ), status


def _expect(event: Event, people: int, attending: str) -> tuple[bool, str]:
    """Return what a newcomer of this person's class has to expect."""
    open_to = seating.OPEN_TO[_seat_class()]
    mine = [
        one
        for one in queries.outlook(event)
        if seating.kept_for(one.pool) in open_to and attending == one.pool.attending
    ]
    return words.expectation(event, mine, people)


def _seat_class() -> SeatPool:
    return SeatPool.MEMBERS if actor().is_member else SeatPool.PUBLIC


def _confirm(event: Event, form: RegistrationForm) -> ResponseReturnValue:
    """Show what will be sent, what it will lead to, and who may be registered twice."""
    sheet = sheet_of(form)
    return render_template(
        "registrations/confirm.html",
        event=event,
        form=form,
        sheet=sheet,
        steps_names=STEPS,
        expectation=_expect(event, len(sheet.people), sheet.attending),
        typed=[(name, value) for name, value in request.form.items(multi=True) if name not in BUTTONS],
        confirmation=ConfirmForm(formdata=None),
    )


def sheet_of(form: RegistrationForm) -> Sheet:
    """Return the sheet that was typed; a member's organisation is the register's."""
    who, known = actor(), _known()
    is_named = "place" in form and bool(form.organisation.data)
    return Sheet(
        people=[Person(**person) for person in form.persons()],
        attending=form.attending.data,
        seat_class=_seat_class(),
        member_id=who.member_id if who.is_member else None,
        organisation=known.get("organisation") or form.organisation.data,
        organisation_kind=form.organisation_kind.data if is_named else "",
        municipality=form.place.code if is_named else "",
        contact_name=form.contact_name.data,
        email=form.email.data,
        phone=form.phone.data,
        question=form.question.data,
        is_confirmed=bool(form.is_confirmed.data),
        submission_token=form.submission_token.data or "",
    )


def _sent(event: Event, form: RegistrationForm) -> ResponseReturnValue:
    """Register; whatever refuses it is shown beside what was typed."""
    try:
        access.count_registration()
        made = registering.register(event, sheet=sheet_of(form), by=actor())
    except AlreadyRegistered as refusal:
        form.ask_whether_another()
        return _asked(event, form, refusal.status)
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _asked(event, form, refusal.status)
    access.grant(made)
    return redirect(url_for(".received", number=made.number))


@bp.get("/registrations/<number>/received")
@allow(PUBLIC)
def received(number: str) -> ResponseReturnValue:
    """Show the number, the secret, and what came of it."""
    held = access.opened(number)
    if held is None:
        return redirect(url_for(".enter", number=number))
    registration, _by = held
    return render_template(
        "registrations/received.html",
        registration=registration,
        standing=words.standing_of(registration),
        secret=access.secret_of(registration) if access.sees_needs(registration) else "",
        spoken=spoken_number(registration.number),
        steps_names=STEPS,
    )


@bp.route("/registrations", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def enter() -> ResponseReturnValue:
    """Ask for the number, and the secret or four digits of the telephone."""
    if request.method == "GET":
        form = FindRegistrationForm(formdata=None, number=request.args.get("number", "")[:60])
        return render_template("registrations/enter.html", form=form)
    form = FindRegistrationForm()
    status = 422
    if form.validate_on_submit():
        try:
            found = access.try_open(form.number.data, form.secret.data)
        except TooManyAttempts as refusal:
            form.add_error(None, refusal.message)
            status = refusal.status
        else:
            if found is not None:
                return redirect(url_for(".show", number=found.number))
            form.add_error("number", NOT_FOUND)
    return render_template("registrations/enter.html", form=form), status


@bp.get("/registrations/open/<secret>")
@allow(PUBLIC)
def open_link(secret: str) -> ResponseReturnValue:
    """Open the link of a mail; it only lets this browser see the page."""
    return redirect(url_for(".show", number=access.open_by_secret(secret).number))


@bp.get("/registrations/<number>")
@allow(PUBLIC)
def show(number: str) -> ResponseReturnValue:
    """Show where a registration stands, and what can be done about it."""
    held = access.opened(number)
    if held is None:
        return redirect(url_for(".enter", number=number))
    registration, _by = held
    return render_template(
        "registrations/show.html",
        registration=registration,
        event=registration.event,
        standing=words.standing_of(registration),
        notice_text=words.event_notice(registration.event),
        status_label_text=RegistrationStatus.label_of(registration.status),
        sees_needs=access.sees_needs(registration),
        needs=queries.needs_of([registration]) if access.sees_needs(registration) else {},
        is_changeable=queries.is_live(registration) and now() < registration.event.ends_at,
        is_open_again=not queries.is_live(registration) and not why_closed(registration.event),
        form=ConfirmForm(formdata=None),
    )


@bp.get("/registrations/<number>/code.svg")
@allow(PUBLIC)
def code(number: str) -> ResponseReturnValue:
    """Draw the receipt number as a QR code for the reception desk."""
    held = access.opened(number)
    if held is None:
        return redirect(url_for(".enter", number=number))
    drawing = segno.make(held[0].number, error="m", micro=False).svg_inline(scale=6, border=4, omitsize=False)
    return Response(drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), mimetype="image/svg+xml")
