"""Answering with a file, and saying in words what it holds."""

from urllib.parse import quote

from flask import current_app, request
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header

from forms.members import MemberSearchForm
from platform_app.members import rosters


def scope_of(form: MemberSearchForm) -> str:
    """Say in words what a search narrowed the list to."""
    chosen = []
    for name, value in form.criteria().items():
        if value:
            field = form[name]
            shown = dict(field.choices).get(value, value) if hasattr(field, "choices") else value
            chosen.append(f"{field.label.text}：{shown}")
    return "、".join(chosen)


def attachment(title: str, output: str, suffix: str, content: bytes) -> ResponseReturnValue:
    """Answer with a file whose Japanese name every browser understands (RFC 6266; a header holds no Japanese)."""
    form = rosters.OUTPUTS[output]
    name = f"{title}_{suffix}.{form.ending}"
    response = current_app.response_class(content, mimetype=form.media_type)
    is_shown = bool(request.args.get("inline")) and form.ending == "pdf"
    names = {"filename": f"roster.{form.ending}", "filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers["Content-Disposition"] = dump_options_header("inline" if is_shown else "attachment", names)
    return response
