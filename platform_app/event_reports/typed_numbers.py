"""Numbers of people and organisations that a text holds by hand, where a reference would follow the count."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from platform_app.report_markup import without_references
from platform_app.vocabulary.event_reports import UNITS, TypedState

_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_KANJI = "[一二三四五六七八九]?[十百千][一二三四五六七八九十百千]*"
#: A number and its unit, but not in 4人1組.
_NUMBER = re.compile(
    rf"([0-9０-９][0-9０-９,，]*|{_KANJI})[ \u3000]*({'|'.join(UNITS)})(?![1１一]?組)",
)
_HEADING = re.compile(r"(?:■|□|#{1,2}[ \u3000])[ \u3000]*(\S.*)")
#: Longer numbers are no counts of people.
_MOST_DIGITS = 7


@dataclass(frozen=True)
class TypedNumber:
    """One number by hand: in which text, under which heading, on which line, and the reference that would follow."""

    place: str
    heading: str
    line: int
    column: int
    written: str
    number: int
    reference: str
    present: int
    state: TypedState


def typed_numbers(
    place: str, text: str, present: Mapping[str, int], before: Mapping[str, AbstractSet[int]]
) -> Iterator[TypedNumber]:
    """Yield every number of a text that was typed by hand; ``before`` are the counts that once stood."""
    heading = ""
    for line_number, line in enumerate(without_references(text).splitlines(), start=1):
        found_heading = _HEADING.fullmatch(line.strip(" \t\u3000"))
        heading = found_heading[1] if found_heading else heading
        for found in _NUMBER.finditer(line):
            number, count = _value(found[1]), UNITS[found[2]]
            if number is None:
                continue
            state = _state(number, present[count], before.get(count, set()))
            where = (place, heading, line_number, found.start())
            yield TypedNumber(*where, found[0], number, count.label, present[count], state)


def referring(text: str, typed: TypedNumber) -> str:
    """Return the text with that number as a reference; its unit stays."""
    lines = text.splitlines()
    line = lines[typed.line - 1]
    end = typed.column + len(typed.written)
    unit = next(unit for unit in sorted(UNITS, key=len, reverse=True) if typed.written.endswith(unit))
    lines[typed.line - 1] = f"{line[: typed.column]}｛{typed.reference}｝{unit}{line[end:]}"
    return "\n".join(lines)


def _state(number: int, present: int, before: AbstractSet[int]) -> TypedState:
    if number == present:
        return TypedState.SAME
    return TypedState.OUTDATED if number in before else TypedState.OTHER


def _value(written: str) -> int | None:
    """Return the value of a number in digits of any width or in kanji; None for what is no count."""
    digits = re.sub("[,，]", "", written)
    if digits[0].isdecimal():
        return int(digits) if len(digits) <= _MOST_DIGITS else None
    total, waiting = 0, 0
    for character in written:
        if character in _SCALES:
            total += (waiting or 1) * _SCALES[character]
            waiting = 0
        else:
            waiting = _DIGITS[character]
    return total + waiting
