"""Which tests one worker takes together, and in what order: so that what is dear to build is built once.

xdist has groups of its own (``--dist loadgroup``), which do nothing since pytest 9.2: a name that they
are written into is not read any more.
"""

import re
from typing import Any

from xdist.scheduler import LoadScopeScheduling

_DATABASE = re.compile(r"[\[-](sqlite|postgresql)[\]-]")
#: What takes longest comes first, so that no worker sits over it when the other has nothing left to do.
_FIRST = ("tests/architecture-postgresql", "tests/browser/test_every_page", "tests/architecture", "tests/browser/")


def unit_of(name: str) -> str:
    """Return what a test is taken together with: its file and database, or for all routes the database alone."""
    path, _, test = name.partition("::")
    database = _DATABASE.search(test)
    where = "tests/architecture" if path.startswith("tests/architecture/") and database else path
    return f"{where}-{database[1]}" if database else where


def rank_of(name: str) -> int:
    """Return how early a test is to be handed out, 0 first."""
    unit = unit_of(name)
    return next((rank for rank, start in enumerate(_FIRST) if unit.startswith(start)), len(_FIRST))


class UnitScheduling(LoadScopeScheduling):
    """Hands out tests unit by unit."""

    def _split_scope(self, nodeid: str) -> Any:
        return unit_of(nodeid)
