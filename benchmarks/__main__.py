"""``python -m benchmarks [names]``: measure and print. These are figures, not tests: it always ends with 0."""

import importlib
import os
import sys
import time
import unicodedata
from contextlib import redirect_stderr
from pathlib import Path

from benchmarks.figures import Figure

#: Modules with a ``measure()``, in the order in which they are run.
MODULES = (
    "startup",
    "pages",
    "search",
    "opinions",
    "forms",
    "importing",
    "rosters",
    "register_rosters",
    "registration",
    "events",
    "grouping",
)


def main(names: list[str]) -> None:
    """Run the named modules, or all, and print one table."""
    unknown = sorted(set(names) - set(MODULES))
    if unknown:
        print(f"unknown: {', '.join(unknown)}; there are {', '.join(MODULES)}", file=sys.stderr)
        return
    print(_line("what", "figure", "bound", "", "absolute"))
    for name in names or MODULES:
        started = time.monotonic()
        with Path(os.devnull).open("w") as nowhere, redirect_stderr(nowhere):  # The log is written, but not here.
            figures = importlib.import_module(f"benchmarks.{name}").measure()
        for figure in figures:
            print(_shown(figure), flush=True)
        print(f"  ({name}: {time.monotonic() - started:.0f} s)", file=sys.stderr)


def _shown(figure: Figure) -> str:
    sign = "≥" if figure.is_floor else "≤"
    return _line(
        figure.name,
        f"{figure.value:.2f}",
        f"{sign} {figure.bound:g}",
        "met" if figure.is_met else "NOT MET",
        figure.detail,
    )


def _line(name: str, value: str, bound: str, verdict: str, detail: str) -> str:
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in name)
    return f"{name:<{68 - wide}} {value:>8} {bound:>8}  {verdict:<7}  {detail}"


if __name__ == "__main__":
    main(sys.argv[1:])
