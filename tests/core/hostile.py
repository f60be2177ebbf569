"""Texts that break software, by kind: each comes through unchanged or is refused with a sentence."""

import json
from importlib.resources import files
from typing import Any

HOSTILE: dict[str, Any] = json.loads(files(__package__).joinpath("hostile_text.json").read_text("utf-8"))
EVERY_TEXT: list[str] = [
    text
    for kind in ("names_to_keep_verbatim", "text_that_looks_like_formulas", "markup", "control_and_invisible")
    for text in HOSTILE[kind]
]
