"""The log tells what happened and where, never what somebody typed."""

import json
import logging
import sys

from platform_app.journal import JsonLines


def _line(message: str, *, failing: str = "") -> dict[str, object]:
    caught = None
    if failing:
        try:
            raise ValueError(failing)
        except ValueError:
            caught = sys.exc_info()
    record = logging.LogRecord("platform.request", logging.INFO, __file__, 1, message, None, caught)
    found: dict[str, object] = json.loads(JsonLines().format(record))
    return found


def test_a_request_becomes_one_object_with_its_fields() -> None:
    line = _line('{"request": "abc", "status": 200}')

    assert (line["request"], line["status"], line["level"]) == ("abc", 200, "INFO")


def test_an_exception_is_told_by_type_and_place_without_its_message() -> None:
    line = _line("unexpected ValueError in request abc", failing="秘密の氏名")

    assert line["error"] == "ValueError"
    assert "秘密" not in json.dumps(line, ensure_ascii=False)
    assert "test_journal.py" in str(line["traceback"])
