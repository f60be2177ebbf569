"""Proxy entry: what came by FAX, post, mail, telephone or at the counter is typed in."""

from io import BytesIO

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from PIL import Image, ImageSequence

from forms.applications import SendForm
from forms.proxy import StartForm
from platform_app.access import OFFICE, actor, allow
from platform_app.applications import proxy_forms, proxy_lists, proxy_pages, queries, sheet_codes
from platform_app.applications.attachments import disposition
from platform_app.applications.inbox import names_of
from platform_app.applications.models import Application, Attachment
from platform_app.applications.operations.applying import submit
from platform_app.applications.spoken import spoken_number
from platform_app.applications.words import words
from platform_app.errors import DomainError, NotFound, WrongStatus
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus

bp = Blueprint("proxy_staff", __name__, url_prefix="/staff/entry")
bp.context_processor(words)

#: A document shown in a frame may load nothing and run nothing; a browser's own PDF viewer needs its object.
PAPER_POLICY = (
    "default-src 'none'; img-src 'self'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
)


@bp.get("/")
@allow(OFFICE)
def index() -> ResponseReturnValue:
    """List what is being typed and what waits for its second reader."""
    counts = proxy_lists.counts()
    name = request.args.get("list", "reading")
    name = name if name in counts else "reading"
    page = Page(counts[name], asked_page())
    rows = proxy_lists.page_of(name, page)
    people = names_of({one.entered_by_id for one in rows})
    return render_template(
        "proxy_staff/index.html",
        rows=rows,
        name=name,
        counts=counts,
        page=page,
        people=people,
    )


@bp.route("/new", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def start() -> ResponseReturnValue:
    """Begin: which procedure, how and when it arrived, whose it is, and the paper itself."""
    form = StartForm()
    draft = _draft(request.values.get("draft", ""))
    if request.method == "POST":
        return proxy_pages.begin(form, draft)
    form.load({"draft": str(draft.id) if draft else ""})
    return proxy_pages.start_page(form, draft)


def _draft(text: str) -> Application | None:
    """Return an unsent draft whose printed sheet came back; NotFound for anything else that is named."""
    if not text:
        return None
    found = sheet_codes.found_by_code(f"{sheet_codes.DRAFT_MARK}-{text}")
    if found is None or found.status != ApplicationStatus.DRAFT:
        raise NotFound
    return found


@bp.route("/<int:application_id>", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def edit(application_id: int) -> ResponseReturnValue:
    """Type from the paper, or go on typing."""
    application = queries.application(application_id, viewer=actor())
    if not proxy_pages.is_typable(application):
        return redirect(_page_of(application))
    if request.method == "POST":
        return proxy_pages.receive(proxy_forms.typed_paper(application), application)
    disclose(Action.VIEW, application, by=actor(), what={"scope": "entry"})
    return proxy_pages.typing_page(proxy_forms.stored_paper(application), application)


def _page_of(application: Application) -> str:
    """Return where somebody is led who comes too late."""
    if application.number is None:
        raise NotFound
    return url_for("applications_staff.show", application_id=application.id)


@bp.get("/<int:application_id>/confirm")
@allow(OFFICE)
def confirm(application_id: int) -> ResponseReturnValue:
    """Take a last look before it is received."""
    application = queries.application(application_id, viewer=actor())
    if not proxy_pages.is_typable(application):
        return redirect(_page_of(application))
    disclose(Action.VIEW, application, by=actor(), what={"scope": "entry"})
    return proxy_pages.confirm_page(application)


@bp.post("/<int:application_id>/confirm")
@allow(OFFICE, keeps_input=True)
def receive(application_id: int) -> ResponseReturnValue:
    """Receive it: the number is given, counting from its arrival; a second click finds the first one's page."""
    application = queries.application(application_id, viewer=actor())
    form = SendForm()
    is_ready = not proxy_pages.is_typable(application) or not proxy_forms.judged_paper(application).errors
    if not form.validate_on_submit() or not is_ready:
        return proxy_pages.confirm_page(application, form=form, status=422)
    try:
        submit(application, by=proxy_pages.agent(application.channel, application.name))
    except WrongStatus:
        pass
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return proxy_pages.confirm_page(application, form=form, status=refusal.status)
    return redirect(url_for(".received", application_id=application_id))


@bp.get("/<int:application_id>/received")
@allow(OFFICE)
def received(application_id: int) -> ResponseReturnValue:
    """Say the number, and what is next: the read-back by somebody else."""
    application = queries.application(application_id, viewer=actor())
    if application.number is None:
        raise NotFound
    return render_template(
        "proxy_staff/received.html",
        application=application,
        spoken=spoken_number(application.number),
        steps_names=proxy_pages.STEPS,
    )


@bp.get("/<int:application_id>/paper/<int:attachment_id>")
@allow(OFFICE)
def paper(application_id: int, attachment_id: int) -> ResponseReturnValue:
    """Show a scan in the frame beside the form."""
    found = queries.attachment(application_id, attachment_id, viewer=actor())
    if not proxy_pages.is_viewable(found):
        raise NotFound
    disclose(Action.VIEW, found.application, by=actor(), what={"scope": "scan", "attachment": found.id})
    return _shown(found)


def _shown(found: Attachment) -> Response:
    content, kind = found.content, found.content_type
    if kind == "image/tiff":
        content, kind = tiff_as_pdf(content), "application/pdf"
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = disposition(found.file_name, kind, number=found.id)
    response.headers["Content-Security-Policy"] = PAPER_POLICY
    response.headers["Cache-Control"] = "no-store"
    return response


def tiff_as_pdf(content: bytes) -> bytes:
    """Return the pages of a fax server's TIFF, which no browser shows, as PDF."""
    with Image.open(BytesIO(content), formats=("TIFF",)) as image:
        pages = [page.convert("L" if page.mode in {"1", "L"} else "RGB") for page in ImageSequence.Iterator(image)]
    target = BytesIO()
    pages[0].save(target, format="PDF", save_all=True, append_images=pages[1:], resolution=200)
    return target.getvalue()
