"""Counting answers, and hiding small counts where the result is published.

Pure: it knows questions and answers as values, and neither database nor page.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from statistics import fmean, median
from typing import Any, Protocol

from platform_app.vocabulary.surveys import CHOSEN, SUPPRESS_BELOW, QuestionKind

#: Numbers are shown one by one up to so many different ones, then in groups.
MOST_BARS = 12
#: Widths of groups of numbers that people read with ease.
ROUND_WIDTHS = tuple(base * 10**power for power in range(10) for base in (1, 2, 5))


class Asked(Protocol):
    """What counting needs to know of a question."""

    id: int
    kind: str
    text: str
    options: list[str]


@dataclass(frozen=True)
class Bar:
    """One answer and how many gave it; ``count`` is None where it is hidden."""

    label: str
    count: int | None
    share: float | None

    @property
    def percent(self) -> float:
        """The share in per cent with one decimal, 0 where it is hidden."""
        return round((self.share or 0.0) * 100, 1)


@dataclass(frozen=True)
class QuestionResult:
    """What came of one question. ``answered`` is None where it is hidden."""

    text: str
    kind: str
    answered: int | None
    bars: tuple[Bar, ...] = ()
    mean: float | None = None
    middle: float | None = None
    texts: tuple[str, ...] = ()
    is_reduced: bool = False


@dataclass(frozen=True)
class Result:
    """What came of a questionnaire. ``distributed`` is None while nobody has said how many copies went out."""

    collected: int
    distributed: int | None
    by_channel: Mapping[str, int] = field(default_factory=dict)
    questions: tuple[QuestionResult, ...] = ()

    @property
    def rate(self) -> float | None:
        """回収率: copies that came back of those given out; None while that is unknown or zero."""
        return self.collected / self.distributed if self.distributed else None


def count(question: Asked, responses: Sequence[Mapping[str, Any]]) -> QuestionResult:
    """Count the answers of one question; whoever left it out is not counted."""
    given = [answers[str(question.id)] for answers in responses if str(question.id) in answers]
    empty = QuestionResult(question.text, question.kind, len(given))
    if question.kind in CHOSEN:
        chosen = Counter(number for answer in given for number in (answer if isinstance(answer, list) else [answer]))
        bars = _bars([(label, chosen[number]) for number, label in enumerate(question.options)], len(given))
        return replace(empty, bars=bars)
    if question.kind == QuestionKind.NUMBER:
        if not given:
            return empty
        return replace(empty, bars=_bars(grouped(given), len(given)), mean=fmean(given), middle=float(median(given)))
    return replace(empty, texts=tuple(sorted(given)))


def _bars(counted: Sequence[tuple[str, int]], answered: int) -> tuple[Bar, ...]:
    return tuple(
        Bar(label, number, float(Fraction(number, answered)) if answered else 0.0) for label, number in counted
    )


def grouped(numbers: Sequence[int]) -> list[tuple[str, int]]:
    """Count numbers one by one, or in groups of equal width where there are many different ones."""
    least, most = min(numbers), max(numbers)
    if most - least < MOST_BARS:
        return [(str(number), numbers.count(number)) for number in range(least, most + 1)]
    width = next(width for width in ROUND_WIDTHS if most // width - least // width < MOST_BARS)
    found = Counter(number // width for number in numbers)
    return [
        (str(group * width) if width == 1 else f"{group * width}–{group * width + width - 1}", found[group])
        for group in range(least // width, most // width + 1)
    ]


def published(result: QuestionResult) -> QuestionResult:
    """Return a result as it may be published: nobody can tell a count that is hidden.

    Counts from 1 to ``SUPPRESS_BELOW`` - 1 are hidden, and with them the smallest other
    count wherever it stands, because the rest of the sum would tell them. Where nothing but zeros would be
    left, the whole question is hidden. Averages (from which a hidden count could be
    computed) and free texts (which may name people) are left out.
    """
    bare = replace(result, mean=None, middle=None, texts=(), is_reduced=bool(result.texts))
    filled = [(bar.count, n) for n, bar in enumerate(result.bars) if bar.count]
    hidden = {n for count, n in filled if count < SUPPRESS_BELOW}
    is_few = 0 < (result.answered or 0) < SUPPRESS_BELOW
    if not hidden and not is_few:
        return bare
    least = min((count for count, n in filled if n not in hidden), default=None)
    hidden |= {n for count, n in filled if count == least}
    is_whole = is_few or len(hidden) == len(filled)
    bars = tuple(Bar(b.label, None, None) if is_whole or n in hidden else b for n, b in enumerate(result.bars))
    return replace(bare, bars=bars, answered=None if is_whole else result.answered, is_reduced=True)


def result_of(
    questions: Sequence[Asked],
    responses: Sequence[tuple[str, Mapping[str, Any]]],
    *,
    distributed: int | None,
    is_public: bool,
) -> Result:
    """Count a whole questionnaire from (channel, answers); ``is_public`` hides what must not be published."""
    answers = [given for _channel, given in responses]
    counted = (count(question, answers) for question in questions)
    return Result(
        collected=len(answers),
        distributed=distributed,
        by_channel=Counter(channel for channel, _given in responses),
        questions=tuple(published(one) if is_public else one for one in counted),
    )
