"""What a registrant may do afterwards: edit, substitute, reduce, cancel, answer an offer."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.base import PlatformForm
from forms.registrations import ConfirmForm, EditRegistrationForm, ReduceForm, SubstituteForm
from platform_app.access import PUBLIC, allow
from platform_app.actor import Actor
from platform_app.errors import DomainError, NotFound
from platform_app.events import registration_access as access
from platform_app.events import registration_queries as queries
from platform_app.events.errors import AlreadyRegistered, RegistrationSettled
from platform_app.events.operations import editing, registering
from platform_app.events.operations.editing import Contact, Details
from platform_app.events.operations.sheets import Person
from platform_app.events.registration_models import Participant, Registration
from platform_app.events.registration_views import bp

#: Beside the address, for whoever showed only four digits of the telephone.
EMAIL_KEPT = "メールのリンクか照会用パスワードで開いたときだけ変更できます。どちらもない方は、事務局へお電話ください。"


def _held(number: str) -> tuple[Registration, Actor]:
    """Return what this browser may open and change.

    Otherwise leads to the entrance, or to the registration's page, which says where it stands:
    an old tab or a second press must not end on a page that still asks.
    """
    held = access.opened(number)
    if held is None and request.method == "GET":
        abort(redirect(url_for(".enter", number=number)))
    if held is None:
        raise NotFound
    registration, _by = held
    if not queries.is_live(registration):
        if request.method == "POST":
            flash(RegistrationSettled.sentence, "error")
        abort(redirect(url_for(".show", number=registration.number)))
    return held


def active(registration: Registration) -> list[Participant]:
    """Return the people who take part."""
    return [person for person in registration.participants if person.is_active]


def _answer(
    page: str, registration: Registration, form: PlatformForm, act: Callable[[], Any], done: str, **more: Any
) -> ResponseReturnValue:
    """Show a form, or do what it asks and go back to the registration's page."""
    shown = {"registration": registration, "event": registration.event, "form": form, **more}
    if request.method == "GET":
        return render_template(page, **shown)
    if not form.validate_on_submit():
        return render_template(page, **shown), 422
    number = registration.number
    try:
        act()
    except DomainError as refusal:
        is_twin = isinstance(refusal, AlreadyRegistered) and "is_confirmed" in form
        form.add_error("is_confirmed" if is_twin else None, refusal.message)
        return render_template(page, **shown), refusal.status
    flash(done, "success")
    return redirect(url_for(".show", number=number))


@bp.route("/registrations/<number>/edit", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def edit(number: str) -> ResponseReturnValue:
    """Change the contact, offices, consents and accommodations."""
    registration, by = _held(number)
    with_needs = access.sees_needs(registration)
    form = EditRegistrationForm(
        formdata=request.form if request.method == "POST" else None, data=_shown(registration, with_needs=with_needs)
    )
    people = active(registration)
    if not with_needs:  # Every mail carries the secret: whoever could turn it to another address would see all.
        form.email.is_readonly, form.email.description = True, EMAIL_KEPT

    def act() -> None:
        details = details_of(form, with_needs=with_needs)
        email = form.email.data if with_needs else registration.email
        contact = Contact(form.contact_name.data, form.phone.data, email, form.question.data)
        editing.edit(registration.event, registration_id=registration.id, contact=contact, people=details, by=by)

    return _answer(
        "registrations/edit.html", registration, form, act, "申込みの内容を変更しました。",
        people={str(one.id): one for one in people}, with_needs=with_needs,
    )  # fmt: skip


def _shown(registration: Registration, *, with_needs: bool) -> dict[str, Any]:
    """Return what the form shows of a registration."""
    needs = queries.needs_of([registration]) if with_needs else {}
    rows = [
        {
            "key": str(one.id),
            "department": one.department,
            "title": one.title,
            "is_listed": one.is_listed,
            "is_photographed": one.is_photographed,
            "needs": needs[one.id].needs if one.id in needs else [],
            "need_detail": needs[one.id].detail if one.id in needs else "",
        }
        for one in active(registration)
    ]
    return {
        "contact_name": registration.contact_name,
        "phone": registration.phone,
        "email": registration.email,
        "question": registration.question,
        "people": rows,
    }


def details_of(form: EditRegistrationForm, *, with_needs: bool) -> dict[int, Details]:
    """Return the details that were typed, by participant."""
    return {
        int(entry.form.key.data or 0): Details(
            department=entry.form.department.data,
            title=entry.form.title.data,
            is_listed=bool(entry.form.is_listed.data),
            is_photographed=bool(entry.form.is_photographed.data),
            needs=entry.form.needs.data if with_needs else None,
            need_detail=entry.form.need_detail.data if with_needs else "",
        )
        for entry in form.people
    }


@bp.route("/registrations/<number>/substitute/<int:participant_id>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def substitute(number: str, participant_id: int) -> ResponseReturnValue:
    """代理出席: another person comes; the place stays."""
    registration, by = _held(number)
    present = next((one for one in active(registration) if one.id == participant_id), None)
    if present is None:
        raise NotFound
    form = SubstituteForm() if request.method == "POST" else SubstituteForm(formdata=None)

    def act() -> None:
        values = form.values()
        is_confirmed = bool(values.pop("is_confirmed"))
        registering.substitute(
            registration.event, registration_id=registration.id, participant_id=participant_id,
            person=Person(**values), is_confirmed=is_confirmed, by=by,
        )  # fmt: skip

    done = "代理の方に変更しました。お席はそのままです。"
    return _answer("registrations/substitute.html", registration, form, act, done, present=present)


@bp.route("/registrations/<number>/reduce", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def reduce(number: str) -> ResponseReturnValue:
    """Take some of the people out."""
    registration, by = _held(number)
    form = ReduceForm() if request.method == "POST" else ReduceForm(formdata=None)
    people = active(registration)
    form.offer([(str(one.id), one.name) for one in people])

    def act() -> None:
        leaving = [int(key) for key in form.leaving.data]
        registering.reduce(registration.event, registration_id=registration.id, participant_ids=leaving, by=by)

    if request.method == "POST" and len(form.leaving.data) == len(people):
        return redirect(url_for(".cancel", number=registration.number))
    return _answer("registrations/reduce.html", registration, form, act, "参加者を減らしました。")


@bp.route("/registrations/<number>/cancel", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def cancel(number: str) -> ResponseReturnValue:
    """Ask once more, then cancel."""
    registration, by = _held(number)

    def act() -> None:
        registering.cancel(registration.event, registration_id=registration.id, by=by)

    return _answer("registrations/cancel.html", registration, ConfirmForm(), act, "申込みを取り消しました。")


@bp.route("/registrations/<number>/decline", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def decline(number: str) -> ResponseReturnValue:
    """Ask once more, then decline the offered place."""
    registration, by = _held(number)

    def act() -> None:
        registering.decline_offer(registration.event, registration_id=registration.id, by=by)

    return _answer("registrations/decline.html", registration, ConfirmForm(), act, "繰上げのご案内を辞退しました。")


@bp.post("/registrations/<number>/accept")
@allow(PUBLIC)
def accept(number: str) -> ResponseReturnValue:
    """Accept the offered place."""
    registration, by = _held(number)
    number = registration.number
    try:
        registering.accept_offer(registration.event, registration_id=registration.id, by=by)
    except DomainError as refusal:
        flash(refusal.message, "error")
    else:
        flash("参加が確定しました。", "success")
    return redirect(url_for(".show", number=number))
