"""One realistic call of every operation, by its action: one module per feature, found by itself.

A module holds ``ACTS`` (how an operation is called, on the built platform) and
``BEFORE`` (what must have happened first). An act fetches what it needs anew each
time it is called, and may be called until it succeeds.
"""

import importlib
import pkgutil
from collections.abc import Callable

from platform_app.vocabulary.actions import Action
from tests.architecture.world import World

ACTS: dict[Action, Callable[[World], object]] = {}
BEFORE: dict[Action, Callable[[World], object]] = {}

for _module in pkgutil.iter_modules(__path__, f"{__name__}."):
    _feature = importlib.import_module(_module.name)
    ACTS.update(_feature.ACTS)
    BEFORE.update(_feature.BEFORE)
