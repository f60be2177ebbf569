"""Read-back by a second person, and finding the record of a sheet that came back."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.proxy import FindForm
from platform_app.access import OFFICE, actor, allow
from platform_app.applications import proxy_pages, queries, read_back, sheet_codes
from platform_app.applications.models import Application
from platform_app.applications.operations import proxy
from platform_app.applications.proxy_entry_staff import bp
from platform_app.errors import DomainError
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus

__all__ = ["bp"]


@bp.get("/find")
@allow(OFFICE)
def find() -> ResponseReturnValue:
    """Find the record of a sheet by the number it carries."""
    form = FindForm()
    form.validate()
    code = str(form.code.data or "").strip()
    found = sheet_codes.found_by_code(code) if code and not form.errors else None
    if found is not None and found.number is not None and found.status != ApplicationStatus.RETURNED:
        return redirect(url_for("applications_staff.show", application_id=found.id))
    return _find_page(form, code, found)


def _find_page(form: FindForm, code: str, found: Application | None) -> ResponseReturnValue:
    """Ask again, or say what can be done with a draft or with something returned."""
    if found is not None:
        disclose(Action.VIEW, found, by=actor(), what={"scope": "name"})
    page = render_template(
        "proxy_staff/find.html",
        search=form,
        code=code,
        found=found,
        is_typable=found is not None and proxy_pages.is_typable(found),
    )
    return page, 404 if code and found is None else 200


@bp.get("/<int:application_id>/read-back")
@allow(OFFICE)
def read_back_entry(application_id: int) -> ResponseReturnValue:
    """Show the paper, and the items that the second person types without seeing the first one's."""
    application = queries.application(application_id, viewer=actor())
    if not proxy.can_read_back(application):
        return redirect(url_for("applications_staff.show", application_id=application_id))
    proxy.refuse_typist(application, actor())
    disclose(Action.VIEW, application, by=actor(), what={"scope": "scan"})
    return _blind_page(application, read_back.blind_form(application, is_sent=False))


def _blind_page(application: Application, form: Any, status: int = 200) -> ResponseReturnValue:
    scans, scan = proxy_pages.scan_of(application)
    page = render_template(
        "proxy_staff/read_back.html",
        application=application,
        form=form,
        scans=scans,
        scan=scan,
        days=[form[key] for key in read_back.DAYS if key in form],
    )
    return page, status


@bp.post("/<int:application_id>/read-back")
@allow(OFFICE, keeps_input=True)
def compare(application_id: int) -> ResponseReturnValue:
    """Take what the second person typed; show only what differs, or record what was settled."""
    application = queries.application(application_id, viewer=actor())
    if not proxy.can_read_back(application):
        return redirect(url_for("applications_staff.show", application_id=application_id))
    proxy.refuse_typist(application, actor())
    form = read_back.blind_form(application, is_sent=True)
    if not read_back.is_readable(form, application):
        return _blind_page(application, form, 422)
    second = read_back.second_of(application, form)
    differences = read_back.differing(application, second)
    is_settled = request.form.get("stage") == read_back.SETTLE
    page = read_back.settling(application, differences, is_sent=is_settled)
    if is_settled and page.validate(application):
        return _settle(application, form, second, page)
    return _settle_page(application, form, page, 422 if is_settled else 200)


def _settle_page(application: Application, blind: Any, page: read_back.Settling, status: int) -> ResponseReturnValue:
    scans, scan = proxy_pages.scan_of(application)
    shown = render_template(
        "proxy_staff/settle.html",
        application=application,
        page=page,
        form=page.form,
        forms=page.forms(),
        carried=read_back.carried(blind),
        scans=scans,
        scan=scan,
    )
    return shown, status


def _settle(
    application: Application, blind: Any, second: Mapping[str, Any], page: read_back.Settling
) -> ResponseReturnValue:
    """Record the read-back, or show the page again with the reason why not."""
    version = str(page.form["version"].data)
    settled = page.settled(application)
    by = proxy_pages.agent(application.channel, application.name)
    try:
        proxy.read_back(
            application, version=int(version) if version.isdecimal() else 0, second=second, settled=settled, by=by
        )
    except DomainError as refusal:
        page.form.add_error(None, refusal.message)
        return _settle_page(application, blind, page, refusal.status)
    flash("読合せを記録しました。", "success")
    return redirect(url_for("applications_staff.show", application_id=application.id))
