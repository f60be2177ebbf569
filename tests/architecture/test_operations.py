"""Every business verb: its right, its sentence, and that nothing of it stays when any statement fails."""

import ast
import importlib
import inspect
import pkgutil

import pytest

import platform_app
from platform_app.operation import OPERATIONS
from platform_app.rights import EVERYBODY, MAY
from platform_app.vocabulary.actions import Action
from tests.architecture.acts import ACTS, BEFORE
from tests.architecture.test_pages import assert_none
from tests.architecture.test_structure import JAPANESE, trees
from tests.architecture.world import World
from tests.faults import each_statement_failing

#: Actions that are recorded by ``disclose``, without a verb of their own.
DISCLOSURES = {Action.VIEW, Action.EXPORT}

for module in pkgutil.walk_packages(platform_app.__path__, "platform_app."):
    if ".migrations" not in module.name:
        importlib.import_module(module.name)


def test_every_action_has_a_right_and_a_sentence() -> None:
    assert_none([action for action in Action if action not in MAY])
    assert_none([action for action in Action if not MAY[action] <= {*EVERYBODY, "system"}])
    sentences = {action: JAPANESE.search(action.label) and action.label.endswith("ました") for action in Action}
    assert_none([action for action in Action if not sentences[action]])


def test_every_action_has_one_operation_or_is_a_disclosure() -> None:
    assert_none([action for action in Action if action not in OPERATIONS and action not in DISCLOSURES])


def test_no_action_has_two_operations() -> None:
    named = [
        ast.unparse(decorator.args[0])
        for _name, tree in trees("platform_app")
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "operation"
    ]

    assert sorted(named) == sorted(set(named))
    assert len(named) == len(OPERATIONS)


def test_every_operation_takes_a_subject_and_says_by_whom() -> None:
    found = []
    for action, verb in OPERATIONS.items():
        taken = inspect.signature(verb).parameters
        first = next(iter(taken.values()))
        if first.kind is not first.POSITIONAL_OR_KEYWORD or taken["by"].kind is not first.KEYWORD_ONLY:
            found.append(str(action))

    assert_none(found)


def test_every_operation_is_tried_here() -> None:
    """A verb that nobody can call in a test is a verb whose failures nobody has seen."""
    assert_none([action for action in OPERATIONS if action not in ACTS])
    assert_none([action for action in ACTS if action not in OPERATIONS])


@pytest.mark.parametrize("action", sorted(ACTS), ids=str)
def test_whichever_statement_fails_the_database_stays_as_it_was(action: Action, world: World) -> None:
    BEFORE.get(action, lambda _world: None)(world)

    assert each_statement_failing(world.app, lambda: ACTS[action](world)) > 1
