"""Lists that change only on purpose: addresses, and the fields of every form.

``python -m tests.architecture.goldens`` writes them anew.
"""

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from platform_app.extensions import db
from tests.architecture.access import platform
from tests.architecture.crawl import Visit, crawl
from tests.architecture.forms_found import every_form
from tests.architecture.routes import every_rule
from tests.architecture.world import World

GOLDEN = Path(__file__).parent / "golden"


def routes(world: World, _visits: list[Visit]) -> list[str]:
    """Return every address with its methods and endpoint."""
    return sorted(
        {
            f"{rule.rule} {method} {rule.endpoint}"
            for method in ("GET", "POST")
            for rule in every_rule(world.app, method)
        }
    )


def fields(_world: World, visits: list[Visit]) -> list[str]:
    """Return every field of every form, by the page that shows it."""
    return sorted(
        {
            f"{form.endpoint} {form.method} {field.name}"
            for method in ("GET", "POST")
            for form in every_form(visits, method)
            for field in form.fields
        }
    )


LISTS: Mapping[str, Callable[[World, list[Visit]], list[str]]] = {"routes": routes, "fields": fields}


def main() -> None:
    """Write the lists anew."""
    with tempfile.TemporaryDirectory() as folder:
        app, world, snapshot = platform(folder)
        with app.app_context():
            snapshot.restore()
            visits = crawl(world)
            for name, listed in LISTS.items():
                (GOLDEN / f"{name}.txt").write_text("\n".join(listed(world, visits)) + "\n", "utf-8")
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
