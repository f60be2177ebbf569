"""Numbers in addresses: what no column of the database can hold is no address."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

#: The largest number of an integer column on PostgreSQL.
LARGEST_ID = 2**31 - 1


class StoredNumber(IntegerConverter):
    """``<int:…>`` in a rule: a larger number answers 404 before anything is looked up."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"max": LARGEST_ID, **options})


def bound_numbers(app: Flask) -> None:
    """Bound every ``<int:…>`` of the application; call it before any rule is added."""
    app.url_map.converters["int"] = StoredNumber
