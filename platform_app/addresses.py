"""Addresses: which numbers they take, and when it is worked out how they are written."""

from collections.abc import Callable
from functools import cache
from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, Rule

#: The largest number of an integer column on PostgreSQL.
LARGEST_ID = 2**31 - 1


class StoredNumber(IntegerConverter):
    """``<int:…>`` in a rule: a larger number answers 404 before anything is looked up."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"max": LARGEST_ID, **options})


class AddressRule(Rule):
    """A rule that works out how its address is written when that is first asked for.

    werkzeug compiles two functions of Python for every rule at start. With some four
    hundred rules that was a tenth of the time to the first answer, mostly for
    addresses that this process never writes.
    """

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:  # noqa: FBT001, FBT002
        compiled = cache(lambda: super(AddressRule, self)._compile_builder(append_unknown))

        def build(rule: Rule, /, **values: Any) -> tuple[str, str]:
            return compiled()(rule, **values)

        return build


def prepare(app: Flask) -> None:
    """Bound every ``<int:…>`` and let rules wait to be written; call it before any rule is added."""
    app.url_rule_class = AddressRule
    app.url_map.converters["int"] = StoredNumber
