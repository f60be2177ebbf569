"""What a measurement yields, and how medians of two interleaved sides are taken."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One measured figure and its bound.

    ``value`` meets the aim when it is at most ``bound``, or at least ``bound``
    where ``is_floor``. ``detail`` gives the absolute numbers behind a ratio.
    """

    name: str
    value: float
    bound: float
    detail: str = ""
    is_floor: bool = False

    @property
    def is_met(self) -> bool:
        """Whether the figure meets its aim."""
        return self.value >= self.bound if self.is_floor else self.value <= self.bound


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the CPU time of this process for one run, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def interleaved(
    *sides: Callable[[], object], rounds: int, measure: Callable[[Callable[[], object]], float] = cpu_seconds
) -> tuple[float, ...]:
    """Run the sides in turn (A B A B …) and return the median measure of each."""
    taken: list[list[float]] = [[] for _ in sides]
    for _ in range(rounds):
        for kept, side in zip(taken, sides, strict=True):
            kept.append(measure(side))
    return tuple(median(kept) for kept in taken)


def milliseconds(seconds: float) -> str:
    """Return a duration in milliseconds as text."""
    return f"{seconds * 1000:.2f} ms" if seconds < 1 else f"{seconds:.2f} s"
