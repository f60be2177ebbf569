"""Reading and applying a register in one go, for the command line and for the sample."""

from platform_app import dates
from platform_app.actor import Actor
from platform_app.imports import operations, queries
from platform_app.imports.models import RegisterImport
from platform_app.imports.package import Refusal, WorkbookRefused
from platform_app.imports.reading import Choice, read_register
from platform_app.office.queries import current


def prepare_file(content: bytes, filename: str, *, by: Actor, choice: Choice | None = None) -> RegisterImport:
    """Read a file and store its preview; raises WorkbookRefused."""
    reading = read_register(
        content,
        filename,
        prefecture=current().prefecture,
        today=dates.today(),
        choice=choice,
        memory=queries.remembered,
    )
    if not reading.has_name:
        raise WorkbookRefused(Refusal.NO_REGISTER)
    return operations.prepare(None, reading=reading, by=by)


def load_file(content: bytes, filename: str, *, by: Actor, choice: Choice | None = None) -> RegisterImport:
    """Read a file and apply it at once; raises WorkbookRefused and what applying raises."""
    row = prepare_file(content, filename, by=by, choice=choice)
    return operations.apply(row, token=row.token, by=by)
