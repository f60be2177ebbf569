"""The first set-up of an empty platform: who administers it, and the office's own words."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms.accounts import FirstPersonForm
from forms.office import office_form
from platform_app.access import PUBLIC, actor, allow
from platform_app.accounts import links
from platform_app.accounts.errors import LinkExpired
from platform_app.accounts.queries import has_staff
from platform_app.office import operations, queries

bp = Blueprint("setup", __name__, url_prefix="/setup")

#: What is asked at first, in the groups of the settings page; everything else has a default.
ASKED = (
    "platform_name",
    "prefecture",
    "office_name",
    "department",
    "postal_code",
    "address",
    "fax",
    "email",
    "opening_hours",
    "desks",
    "addressee",
    "addressee_honorific",
    "join_form_number",
    "join_form_article",
    "withdraw_form_number",
    "withdraw_form_article",
    "join_body",
    "change_body",
    "withdraw_body",
    "sender_title",
    "sender_name",
    "document_symbol",
)


@bp.route("/<token>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def begin(token: str) -> ResponseReturnValue:
    """Take the first administrator and the office's own words; the link works once."""
    links.find(token, "set_up")
    if has_staff():
        raise LinkExpired
    person, office = FirstPersonForm(prefix="person-"), office_form(ASKED)()
    if office.is_submitted():
        # Both are judged, so that every mistake shows at once.
        if all([office.validate(), person.validate()]):
            return _set_up(token, person.values(), office.settings())
    else:
        # Whose municipalities the forms offer must be chosen: what was set beforehand would easily stay.
        office.show(replace(queries.current(), prefecture=""))
    page = render_template("setup/begin.html", person_form=person, form=office, forms=[person, office])
    return page, 422 if office.is_submitted() else 200


def _set_up(token: str, person: dict[str, Any], values: dict[str, Any]) -> ResponseReturnValue:
    operations.set_up(None, token=token, person=person, values=values, by=actor())
    flash("初期設定が完了しました。設定したメールアドレスとパスワードでログインしてください。", "success")
    return redirect(url_for("accounts.sign_in"))
