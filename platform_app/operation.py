"""@operation: permission, transaction and audit entry of one business verb, in one word."""

from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from flask import current_app
from sqlalchemy import inspect

from platform_app import trail
from platform_app.actor import Actor, may_see
from platform_app.errors import NotAllowed, NotFound
from platform_app.extensions import Base, db, writer
from platform_app.rights import may
from platform_app.vocabulary.actions import Action

P = ParamSpec("P")
R = TypeVar("R")

try:
    import fcntl
except ImportError:  # Windows has no flock; SQLite's own busy timeout must do there.
    fcntl = None  # type: ignore[assignment]

_running: ContextVar[Action | None] = ContextVar("running_operation", default=None)

#: Every operation by its action, filled as modules are imported (a test reads it).
OPERATIONS: dict[Action, Callable[..., Any]] = {}


def operation(action: Action) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function a business verb.

    The function takes its subject first (a model row, or anything else for verbs
    that create) and the keyword ``by`` with the Actor. Before it runs: the right is
    checked, the reader's transaction ends, a writer's begins, and a row given as
    subject is read again under lock and checked against the actor's scope. After
    it: one audit entry with every changed column, then commit — or everything is
    rolled back. Raises NotAllowed, NotFound and whatever the verb raises.

    Inside a verb call another verb's plain function (``other.__wrapped__``): an
    operation within an operation would be two transactions.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def verb(*args: P.args, **kwargs: P.kwargs) -> R:
            if _running.get() is not None:
                message = f"{action} was called inside {_running.get()}"
                raise RuntimeError(message)
            by = cast("Actor", kwargs["by"])
            if not may(by, action):
                raise NotAllowed
            return _run(action, function, by, args, kwargs)

        OPERATIONS[action] = verb
        return verb

    return decorate


def _run(action: Action, function: Callable[..., R], by: Actor, args: tuple[Any, ...], kwargs: dict[str, Any]) -> R:
    """Run the verb in a transaction of its own and leave its trace."""
    db.session.rollback()
    token = _running.set(action)
    try:
        with write_turn(), writer():
            recorder = trail.ChangeRecorder(db.session())
            try:
                args = _reread(args, by)
                result = function(*args, **kwargs)
                db.session.flush()
            finally:
                changes = recorder.stop()
            trail.append(action, by, _subject(args, result), changes)
            db.session.commit()
            return result
    except BaseException:
        db.session.rollback()
        raise
    finally:
        _running.reset(token)


def _reread(args: tuple[Any, ...], by: Actor) -> tuple[Any, ...]:
    """Read a row given as subject again, locked: what was judged may have changed since."""
    if not args or not isinstance(args[0], Base):
        return args
    identity = inspect(args[0]).identity
    subject = db.session.get(type(args[0]), identity, with_for_update=True, populate_existing=True)
    if subject is None or not may_see(by, subject):
        raise NotFound
    return (subject, *args[1:])


def _subject(args: tuple[Any, ...], result: object) -> object:
    """The row an audit entry is about: what was acted on, else what came of it."""
    for thing in (*args[:1], *(result if isinstance(result, tuple) else (result,))):
        if isinstance(thing, Base):
            return thing
    return None


def disclose(action: Action, subject: object, *, by: Actor, what: dict[str, Any] | None = None) -> None:
    """Record that personal data was shown or exported, in a transaction of its own.

    The only thing that a GET may write. ``what`` names the scope (filter, date,
    number of rows, columns), never the data.
    """
    if not may(by, action):
        raise NotAllowed
    db.session.rollback()
    with write_turn(), writer():
        trail.append(action, by, subject, [{"verb": "disclose", **(what or {})}])
        db.session.commit()


@contextmanager
def _file_turn(path: Path) -> Any:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def write_turn() -> AbstractContextManager[None]:
    """Queue for SQLite's single writer fairly; its own busy loop lets one starve.

    On PostgreSQL, or for a database in memory, nothing is needed.
    """
    database = db.engine.url.database
    if db.engine.dialect.name != "sqlite" or fcntl is None or not database or database == ":memory:":
        return nullcontext()
    return cast("AbstractContextManager[None]", _file_turn(Path(current_app.instance_path) / "write.lock"))
