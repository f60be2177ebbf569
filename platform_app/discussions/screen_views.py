"""The screen of the room: what may be shown, by pillar, in large type, as it comes."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from platform_app.access import PUBLIC, STAFF, actor, allow
from platform_app.discussions.capture_queries import stamp
from platform_app.discussions.models import Theme
from platform_app.discussions.queries import shown_opinions, theme_on_screen, themes_of
from platform_app.discussions.staff import bp as staff_bp
from platform_app.events import queries as events

bp = Blueprint("screens", __name__, url_prefix="/screens")


def _shown(themes: Sequence[Theme]) -> dict[str, Any]:
    lines = shown_opinions(themes)
    by_pillar = {
        pillar.id: [line for line in lines if line.pillar_id == pillar.id]
        for theme in themes
        for pillar in theme.pillars
    }
    return {"themes": themes, "by_pillar": by_pillar, "stamp": stamp(themes), "total": len(lines)}


def _part(themes: Sequence[Theme]) -> ResponseReturnValue:
    """Answer with the pillars alone, or with nothing while they are as they were."""
    if request.args.get("since") == stamp(themes):
        return "", 204
    return {"html": render_template("discussions/screen_lines.html", **_shown(themes))}


@bp.get("/<code>")
@allow(PUBLIC)
def show(code: str) -> ResponseReturnValue:
    """The screen of one theme, for a machine in the room without an account."""
    theme, event = theme_on_screen(code, viewer=actor())
    live = url_for(".lines", code=theme.screen_code)
    return render_template("discussions/screen.html", event=event, live=live, **_shown([theme]))


@bp.get("/<code>/lines")
@allow(PUBLIC)
def lines(code: str) -> ResponseReturnValue:
    """What the screen renews itself with."""
    theme, _event = theme_on_screen(code, viewer=actor())
    return _part([theme])


@staff_bp.get("/screen")
@allow(STAFF)
def screen(event_id: int) -> ResponseReturnValue:
    """The screen of all themes of an event."""
    event = events.event(event_id, viewer=actor())
    live = url_for(".screen_lines", event_id=event_id)
    return render_template("discussions/screen.html", event=event, live=live, **_shown(themes_of(event_id)))


@staff_bp.get("/screen/lines")
@allow(STAFF)
def screen_lines(event_id: int) -> ResponseReturnValue:
    """What the screen of all themes renews itself with."""
    events.event(event_id, viewer=actor())
    return _part(themes_of(event_id))
