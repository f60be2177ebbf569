"""Answering with a file whose Japanese name every browser understands (RFC 6266; a header holds no Japanese)."""

from urllib.parse import quote

from flask import current_app
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header

from platform_app.dates import today
from platform_app.events.pages import plain_name
from platform_app.members.rosters import OUTPUTS


def file_answer(title: str, output: str, content: bytes) -> ResponseReturnValue:
    """Answer with a file; its name ends with the day."""
    form = OUTPUTS[output]
    name = plain_name(f"{title}_{today():%Y%m%d}.{form.ending}")
    response = current_app.response_class(content, mimetype=form.media_type)
    names = {"filename": f"record.{form.ending}", "filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers["Content-Disposition"] = dump_options_header("attachment", names)
    return response
