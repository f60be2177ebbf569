"""What the source itself promises: who commits, who sets a status, where Japanese stands, how long things are."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.test_pages import assert_none

ROOT = Path(__file__).parents[2]
PACKAGES = ("platform_app", "forms", "reports")
#: Words that say nothing about what a module holds.
NAMELESS = re.compile(r"^(utils?|helpers?|managers?|common|data|info|misc|base_utils)$")
#: The one package whose name a form base has earned by custom.
HARD_LINES, GOOD_LINES, HARD_FUNCTION = 400, 250, 50

#: Who ends a transaction, and why it is not @operation.
COMMITS = {
    "platform_app/operation.py": "every business verb, and every disclosure",
    "platform_app/accounts/throttle.py": "a refused act must leave its count behind",
    "platform_app/mail/delivery.py": "each message is stamped by itself, whatever becomes of the next",
    "platform_app/applications/presence.py": "a beacon, not an act",
}
#: Where a status is set: each by a table of the steps that are legal.
WORKFLOWS = (
    "platform_app/applications/workflow.py",
    "platform_app/events/workflow.py",
    "platform_app/groups/workflow.py",
    "platform_app/worksheets/matching_workflow.py",
    "platform_app/event_reports/workflow.py",
)
#: Modules in which no word for users stands: what they say is written in vocabulary, forms, templates and reports.
CORE = re.compile(
    r"^platform_app/(operation|trail|actor|rights|access|extensions|counters|config|features|__init__)\.py$"
    r"|^platform_app/\w+/(operations|queries|models|workflow|links|throttle|secrets|outbox|delivery)\.py$"
    r"|^platform_app/\w+/operations/\w+\.py$"
)
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
STDLIB_ONLY = (
    "platform_app/vocabulary",
    "platform_app/dates.py",
    "platform_app/eras.py",
    "platform_app/date_reading.py",
)


def sources(*folders: str) -> Iterator[tuple[str, str]]:
    """Yield (path from the root, text) of every module, but generated migrations."""
    for folder in folders or PACKAGES:
        for path in sorted((ROOT / folder).rglob("*.py")) if (ROOT / folder).is_dir() else [ROOT / folder]:
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" not in name:
                yield name, path.read_text("utf-8")


def trees(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield (path from the root, syntax tree) of every module."""
    for name, text in sources(*folders):
        yield name, _tree(text)


@cache
def _tree(text: str) -> ast.Module:
    return ast.parse(text)


def docstrings(tree: ast.Module) -> set[int]:
    """Return the identities of the constants that are docstrings."""
    found = set()
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            found |= {
                id(each.value) for each in body if isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant)
            }
    return found


def test_only_a_workflow_sets_a_status() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in trees("platform_app")
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        for each in ast.walk(target)
        if isinstance(each, ast.Attribute) and each.attr == "status" and isinstance(each.ctx, ast.Store)
    ]

    assert_none([where for where in found if where.partition(":")[0] not in WORKFLOWS])
    assert {where.partition(":")[0] for where in found} == set(WORKFLOWS)


def test_transactions_end_in_few_places() -> None:
    found = {
        name
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    }

    assert found <= set(COMMITS)


def test_the_core_holds_no_word_for_users() -> None:
    assert_none(
        [
            f"{name}:{node.lineno}: {node.value!r}"
            for name, tree in trees("platform_app")
            if CORE.match(name)
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and JAPANESE.search(node.value)
            and id(node) not in docstrings(tree)
        ]
    )


def test_words_and_dates_need_nothing_but_python() -> None:
    """Everybody may import them, so they must drag nothing along."""
    allowed = set(sys.stdlib_module_names) | {"platform_app"}
    inner = (
        "platform_app.vocabulary",
        "platform_app.dates",
        "platform_app.eras",
        "platform_app.date_reading",
        "platform_app.width",
    )
    found = []
    for name, tree in trees(*STDLIB_ONLY):
        for node in ast.walk(tree):
            modules = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            found += [
                f"{name}:{node.lineno}: {module}"
                for module in modules
                if module.partition(".")[0] not in allowed
                or (module.startswith("platform_app") and not _stands_alone(module, node, inner))
            ]

    assert_none(found)


def _stands_alone(module: str, node: ast.AST, inner: tuple[str, ...]) -> bool:
    names = [f"{module}.{alias.name}" for alias in getattr(node, "names", ())]
    return module.startswith(inner) or all(name.startswith(inner) for name in names)


def test_no_file_is_too_long(record_property) -> None:  # noqa: ANN001
    lengths = {name: len(text.splitlines()) for name, text in sources(*PACKAGES, "tests", "benchmarks")}
    record_property("longer than good", sorted(name for name, count in lengths.items() if count > GOOD_LINES))

    assert_none([f"{name}: {count} lines" for name, count in lengths.items() if count > HARD_LINES])


def test_no_function_is_too_long() -> None:
    assert_none(
        [
            f"{name}:{node.lineno}: {node.name} has {length} lines"
            for name, tree in trees(*PACKAGES, "tests", "benchmarks")
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and (length := (node.end_lineno or 0) - node.lineno + 1) > HARD_FUNCTION
        ]
    )


def test_no_module_has_a_name_that_says_nothing() -> None:
    folders = {Path(name).parent.as_posix() for name, _text in sources(*PACKAGES, "tests")}

    assert_none([name for name, _text in sources(*PACKAGES, "tests") if NAMELESS.match(Path(name).stem)])
    assert_none([folder for folder in folders if any(NAMELESS.match(part) for part in Path(folder).parts)])


def test_forms_never_fill_a_model_by_themselves() -> None:
    """populate_obj writes whatever a request names: what is stored is said key by key."""
    assert_none(
        [
            f"{name}:{node.lineno}"
            for name, tree in trees()
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and node.attr == "populate_obj"
        ]
    )


def test_no_exception_is_swallowed_unnamed() -> None:
    assert_none(
        [
            f"{name}:{node.lineno}"
            for name, tree in trees()
            for node in ast.walk(tree)
            if isinstance(node, ast.ExceptHandler) and node.type is None
        ]
    )


def test_only_the_drawing_module_draws() -> None:
    """A form is data: no coordinate stands outside the modules that turn nouns into ink."""
    documents = [*trees("reports/documents"), *trees("reports/rosters")]
    assert documents

    assert_none(
        [
            f"{name}:{node.lineno}"
            for name, tree in documents
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            and any(
                (getattr(node, "module", None) or alias.name).startswith(("reportlab", "openpyxl"))
                for alias in node.names
            )
        ]
    )


@pytest.mark.timeout(300)
def test_the_import_contracts_hold() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert answer.returncode == 0, answer.stdout[-3000:]
