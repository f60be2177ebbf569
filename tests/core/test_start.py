"""What a process loads before it answers, and what it leaves to the commands that need it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Packages that answering requests never needs; with them a worker keeps some 12 MB more.
LATE = ("flask_migrate", "alembic", "mako", "rapidfuzz")
ANSWER = """
import sys
from platform_app import create_app
app = create_app(instance_path=sys.argv[1])
status = app.test_client().get("/static/css/base.css").status_code
print(status, *(name for name in sys.argv[2:] if name in sys.modules))
"""


def _run(*command: str) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return done.stdout


def test_a_process_that_answers_has_loaded_nothing_that_only_commands_need(tmp_path: Path) -> None:
    printed = _run(sys.executable, "-c", ANSWER, str(tmp_path), *LATE).splitlines()[-1]

    assert printed == "200"


@pytest.mark.parametrize(("arguments", "said"), [(("--help",), "upgrade"), (("history",), "-> 0001")])
def test_the_commands_for_the_tables_are_there_all_the_same(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    factory = f"platform_app:create_app(instance_path={str(tmp_path)!r})"

    assert said in _run(sys.executable, "-m", "flask", "--app", factory, "db", *arguments)
