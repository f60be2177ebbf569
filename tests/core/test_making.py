"""``make`` builds its environment with what a bare machine has."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
#: A Python that cannot put pip into a new environment, as Debian's without the package python3-venv.
NO_ENSUREPIP = '[ "$*" = "-m venv {venv}" ] && exit 1; exec {python} "$@"'
TOO_OLD = "exit 1"


def make_environment(folder: Path, script: str) -> tuple[Path, subprocess.CompletedProcess[str]]:
    venv, python = folder / "venv", folder / "python"
    python.write_text(f"#!/bin/sh\n{script.format(venv=venv, python=sys.executable)}\n", "utf-8")
    python.chmod(0o700)
    command = ["make", f"VENV={venv}", f"PYTHON={python}", f"{venv}/bin/python"]
    return venv, subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_a_python_without_ensurepip_makes_an_environment_all_the_same(tmp_path: Path) -> None:
    venv, made = make_environment(tmp_path, NO_ENSUREPIP)

    assert made.returncode == 0, made.stderr
    assert (venv / "bin" / "python").exists()


def test_a_python_that_is_too_old_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    """Else the next try, with a newer Python, would find the old environment."""
    venv, made = make_environment(tmp_path, TOO_OLD)

    assert made.returncode != 0
    assert "Python 3.11 以降が必要です" in made.stdout
    assert not venv.exists()
