"""The public pages: what the platform is, how to join, and what the law wants a site to say."""

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from platform_app import dates
from platform_app.access import PUBLIC, allow
from platform_app.members.queries import count_as_of
from platform_app.office.queries import open_declarations

bp = Blueprint("portal", __name__)


@bp.get("/")
@allow(PUBLIC)
def home() -> ResponseReturnValue:
    """What the platform is, how many organisations belong to it today, how to join."""
    return render_template("portal/home.html", count=count_as_of(dates.today()))


@bp.get("/about")
@allow(PUBLIC)
def about() -> ResponseReturnValue:
    """Purpose, activities, history and charter."""
    return render_template("portal/about.html")


@bp.get("/join")
@allow(PUBLIC)
def join() -> ResponseReturnValue:
    """The three procedures side by side, and every way to hand them in."""
    return render_template("portal/join.html", declarations=open_declarations())


@bp.get("/apply")
@allow(PUBLIC)
def apply() -> ResponseReturnValue:
    """Lead whoever shortened a printed address to where every procedure begins."""
    return redirect(url_for(".join"))


@bp.get("/accessibility")
@allow(PUBLIC)
def accessibility() -> ResponseReturnValue:
    """The accessibility policy and results, under the headings that WAIC's guideline asks for."""
    return render_template("portal/accessibility.html")


@bp.get("/privacy")
@allow(PUBLIC)
def privacy() -> ResponseReturnValue:
    """What personal data is used for, how long it is kept, and whom to ask."""
    return render_template("portal/privacy.html")


@bp.get("/favicon.ico")
@allow(PUBLIC)
def favicon() -> ResponseReturnValue:
    """Lead browsers that ask here to the icon."""
    return redirect(url_for("static", filename="icons/mark.svg"))


@bp.get("/robots.txt")
@allow(PUBLIC)
def robots() -> ResponseReturnValue:
    """Keep search engines out of the office and of personal pages."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in ("/staff", "/apply/track", "/apply/draft", "/my"))]
    return current_app.response_class("\n".join(lines) + "\n", mimetype="text/plain")
