"""From start to the first answered request, and the memory of an idle worker."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from statistics import median
from time import perf_counter

from benchmarks.figures import Figure
from benchmarks.registers import register_of
from benchmarks.serving import ROOT, served

ROUNDS, SIZE = 7, 100
OURS = """
import time
from benchmarks.targets import create_app
if create_app().test_client().get("/members").status_code != 200: raise SystemExit(1)
print(time.process_time())
"""
#: The modules of other people's packages that the application has loaded by then, in the order of loading.
LOADED = """
import sys
print('modules:')
own = {"platform_app", "forms", "reports", "benchmarks", "__main__"}
print(*(name for name, module in sys.modules.items()
        if "site-packages" in (getattr(module, "__file__", None) or "") and name.partition(".")[0] not in own))
"""


def measure() -> list[Figure]:
    """Return the figures of start-up and of memory."""
    with register_of(SIZE) as app, tempfile.TemporaryDirectory(prefix="benchmark-") as compiled:
        environment = _environment(app.instance_path, compiled)
        started = _started(environment)
        with served("benchmarks.targets:create_app", environment) as server:
            server.get("/members")
            resident = server.worker_megabytes()
    return [started, Figure("memory of an idle worker, MB", resident, 120)]


def _environment(instance_path: str, compiled: str) -> dict[str, str]:
    """Let Python keep compiled modules, as every installation does, wherever this runs."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"BENCHMARK_INSTANCE": instance_path, "PYTHONPYCACHEPREFIX": compiled}


def _started(environment: Mapping[str, str]) -> Figure:
    modules = _run(["-c", OURS + LOADED], environment)[1].partition("modules:")[2]
    ours, bare = ["-c", OURS], ["-m", "benchmarks.floors.imports"]
    _run(bare, environment, modules)
    taken = [(_run(ours, environment), _run(bare, environment, modules)) for _ in range(ROUNDS)]
    wall, bare_wall = (median(row[side][0] for row in taken) for side in (0, 1))
    cpu, bare_cpu = (median(float(row[side][1]) for row in taken) for side in (0, 1))
    detail = f"CPU {cpu:.2f} / {bare_cpu:.2f} s, clock {wall:.2f} / {bare_wall:.2f} s; {len(modules.split())} modules"
    return Figure("start to first answer / bare Flask, same packages imported", cpu / bare_cpu, 1.5, detail)


def _run(arguments: list[str], environment: Mapping[str, str], words: str = "") -> tuple[float, str]:
    """Run Python to its end; return the seconds by the clock, and what it printed: the CPU time up to its answer."""
    started = perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments],
        check=True,
        capture_output=True,
        text=True,
        input=words,
        cwd=ROOT,
        env=dict(environment),
    )
    return perf_counter() - started, done.stdout
