"""Answering with a file, and saying in words what it holds."""

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from flask import current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header

from forms.members import MemberSearchForm
from platform_app.members import rosters
from reports.columns import Roster
from reports.delimited import lost_characters


def scope_of(form: MemberSearchForm) -> str:
    """Say in words what a search narrowed the list to."""
    chosen = []
    for name, value in form.criteria().items():
        if value:
            field = form[name]
            shown = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
            chosen.append(f"{field.label.text}：{shown}")
    return "、".join(chosen)


def loses_unseen(output: str) -> bool:
    """Whether a CSV is asked for whose encoding may lose characters, before the loss was shown."""
    return output == "cp932.csv" and "confirmed" not in request.args


def losses(roster: Roster, rows: Iterable[Any], address: Mapping[str, Any]) -> ResponseReturnValue:
    """Show which characters CP932 would lose; ``address`` is the download's endpoint and values, without the format."""
    return render_template(
        "members_staff/losses.html",
        lost=lost_characters(roster, rows),
        roster_title=roster.title,
        whole=url_for(**address, output="csv"),
        confirmed=url_for(**address, output="cp932.csv", confirmed=1),
    )


def attachment(title: str, output: str, suffix: str, content: bytes) -> ResponseReturnValue:
    """Answer with a file whose Japanese name every browser understands (RFC 6266; a header holds no Japanese)."""
    form = rosters.OUTPUTS[output]
    name = f"{title}_{suffix}.{form.ending}"
    response = current_app.response_class(content, content_type=form.media_type)
    is_shown = bool(request.args.get("inline")) and form.ending == "pdf"
    names = {"filename": f"roster.{form.ending}", "filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers["Content-Disposition"] = dump_options_header("inline" if is_shown else "attachment", names)
    return response
