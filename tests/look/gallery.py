"""A small application that shows every component in every state; it is no part of the product."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from flask import Flask, Response, current_app, flash, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader

from platform_app.paging import page_url
from tests.look.gallery_forms import EveryForm, LinkForm, RegisterSearch

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'"
)
OFFICE = SimpleNamespace(
    platform_name="みほん県孤独・孤立対策官民連携プラットフォーム",
    office_name="みほん県庁 地域共生課",
    department="つながり支援担当",
    postal_code="000-0000",
    address="みほん県みほん市一番町1丁目1番地",
    desks=(
        SimpleNamespace(purpose="入会・変更・退会", phone="00-0000-0001", hours="平日8時30分～17時15分"),
        SimpleNamespace(purpose="活動・催しについて", phone="00-0000-0002", hours=""),
    ),
)
PAGE = SimpleNamespace(number=3, pages=12, total=583, first=101, last=150)
PLACES = {
    "0000001": [{"address": "みほん県みほん市一番町", "municipality": "000000"}],
    "0000002": [{"address": f"みほん県みほん市{town}", "municipality": ""} for town in ("二番町", "三番町")],
}


def create_gallery() -> Flask:
    """Build the gallery with the product's own templates and static files."""
    app = Flask(__name__, static_folder=str(ROOT / "platform_app" / "static"))
    app.config.update(SECRET_KEY="only-for-the-gallery", WTF_CSRF_CHECK_DEFAULT=False)
    app.jinja_loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), FileSystemLoader(HERE / "templates")])
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["page_url"] = page_url
    app.jinja_env.globals["static_url"] = lambda name: url_for("static", filename=name)
    CSRFProtect(app)
    app.context_processor(_context)
    app.after_request(_policy)
    app.add_url_rule("/", "components", _components)
    app.add_url_rule("/form", "form", _form, methods=["GET", "POST"])
    app.add_url_rule("/staff", "staff", _staff)
    app.add_url_rule("/error", "error", _error)
    app.add_url_rule("/places/postal/<code>", "places", lambda code: {"places": PLACES.get(code, [])})
    return app


def _context() -> dict[str, Any]:
    """Return what the product gives to every page."""
    navigation = [("プラットフォームについて", "/about", False), ("会員一覧", "/", True), ("入会する", "/form", False)]
    actor = SimpleNamespace(user_id=1, label="見本 花子")
    return {"office": OFFICE, "actor": actor, "is_sample": True, "sign_out_url": "/out", "navigation": navigation}


def _policy(response: Response) -> Response:
    """Forbid what the product forbids."""
    response.headers["Content-Security-Policy"] = POLICY
    return response


def _components() -> ResponseReturnValue:
    """Show everything but forms."""
    flash("会員名簿に登載しました。", "success")
    flash("この受付番号の申請は取り下げられています。", "error")
    flash("公開範囲は、いつでも変更できます。")
    return render_template("gallery/components.html", page=PAGE)


def _form() -> ResponseReturnValue:
    """Show every field, with errors after sending."""
    form = EveryForm()
    if form.postal_code.is_lookup:
        form.postal_code.found = ["みほん県みほん市一番町"]
    elif form.validate_on_submit():
        return render_template("gallery/sent.html", values=form.values())
    form.rules.received = ("規約（令和7年版）.pdf",)
    return render_template("gallery/form.html", form=form), 422 if form.errors else 200


def _staff() -> ResponseReturnValue:
    """Show the office's frame."""
    return render_template("gallery/staff.html", search=RegisterSearch(), page=PAGE, form=LinkForm())


def _error() -> ResponseReturnValue:
    """Show the shared error page without anything that the product knows."""
    template = current_app.jinja_env.get_template("errors/error.html")
    words = {"title": "エラーが発生しました", "message": "処理の途中で問題が起きました。", "status": 500}
    return template.render(**words, next_steps=["しばらくしてからお試しください。"], request_id="abc123"), 500
