"""Break a text at its spaces where that costs no line: a name or a post is not cut in two without need."""

import re

from reports.fonts import Face
from reports.text import break_lines, text_width

#: A half-width space parts different things (団体、役職、氏名); the full-width one also stands inside a name.
SPACES = (" ", " \u3000")
_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")


def break_phrases(text: str, font_size: float, width: float, face: Face) -> list[str]:
    """Break as ``break_lines`` does, but between phrases where that takes no further line."""
    lines = break_lines(text, font_size, width, face)
    return whole_phrases(text, len(lines), font_size, width, face) or lines


def whole_phrases(text: str, most: int, font_size: float, width: float, face: Face) -> list[str]:
    """Return at most ``most`` lines of whole phrases; nothing where a phrase would have to be cut."""
    if most == 1:
        return []
    choices = (_filled(text, spaces, font_size, width, face) for spaces in SPACES)
    return next((lines for lines in choices if 0 < len(lines) <= most), [])


def _filled(text: str, spaces: str, font_size: float, width: float, face: Face) -> list[str]:
    lines: list[str] = []
    for paragraph in _LINE_END.split(text):
        line = ""
        for phrase in re.findall(f"[{spaces}]*[^{spaces}]+[{spaces}]*|[{spaces}]+", paragraph):
            if line and text_width((line + phrase).rstrip(spaces), font_size, face) > width:
                lines.append(line)
                line = ""
            line += phrase
            if text_width(line.rstrip(spaces), font_size, face) > width:
                return []
        lines.append(line)
    return lines
