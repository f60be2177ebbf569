"""The log: one JSON line per request and event, on standard error, without personal data."""

import json
import logging
import sys
import traceback
from datetime import UTC, datetime

from flask import Flask


class JsonLines(logging.Formatter):
    """Writes a record as one JSON object; a message that is JSON already becomes its fields."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line: time, level, logger, and what was said.

        Of an exception only its type and where it happened are told: its message may quote what somebody typed.
        """
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "log": record.name,
        }
        text = record.getMessage()
        if text.startswith("{"):
            line.update(json.loads(text))
        else:
            line["message"] = text
        if record.exc_info:
            kind, _error, trace = record.exc_info
            line["error"] = kind.__name__ if kind else ""
            line["traceback"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
        return json.dumps(line, ensure_ascii=False)


def configure(app: Flask) -> None:
    """Send the platform's own loggers to standard error at PLATFORM_LOG_LEVEL; tests keep theirs."""
    logger = logging.getLogger("platform")
    logger.setLevel(app.config["LOG_LEVEL"])
    if app.testing or logger.handlers:
        return
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)
