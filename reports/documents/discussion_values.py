"""What the sheets of a discussion are filled with: plain texts, judged and chosen by the caller.

A withheld opinion never comes here, and a person's name only where the caller has the right to print it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class PrintedOpinion:
    """One opinion as it is printed: words as said stand in 「」 already.

    ``origin`` says whose table it came from (3班), or how many said so; ``sources``
    are the lines that were merged into it.
    """

    text: str
    tags: str = ""
    agreements: str = ""
    origin: str = ""
    sources: Sequence[str] = ()


@dataclass(frozen=True)
class PrintedPillar:
    """One 討議の柱 and what was said about it."""

    title: str
    opinions: Sequence[PrintedOpinion] = ()


@dataclass(frozen=True)
class NextStep:
    """One line of 次の一歩: who does what by when."""

    who: str = ""
    what: str = ""
    when: str = ""


@dataclass(frozen=True)
class PrintedGroup:
    """One table: its name, its people in one line each (none on what is handed out), and what it kept."""

    name: str
    members: Sequence[str] = ()
    pillars: Sequence[PrintedPillar] = ()
    summary: str = ""
    steps: Sequence[NextStep] = ()


@dataclass(frozen=True)
class Discussion:
    """What all sheets of one discussion say at their head; ``foot`` says for whom the sheet is."""

    event: str
    day: str
    place: str = ""
    theme: str = ""
    foot: str = ""
    groups: Sequence[PrintedGroup] = field(default_factory=tuple)
