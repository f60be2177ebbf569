"""Serving an application with the production server, loading it, and reading what its processes used."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONNECTIONS, WORKERS = 16, 2
START_SECONDS = 60
TICKS = os.sysconf("SC_CLK_TCK")

#: The same settings for both sides; they are those of ``flask serve``.
SERVER = """
import sys
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
if __name__ == "__main__":
    Granian(sys.argv[1], factory=True, address="127.0.0.1", port=int(sys.argv[2]), interface=Interfaces.WSGI,
            workers=int(sys.argv[3]), blocking_threads=2, backpressure=64, log_level=LogLevels.warning).serve()
"""


@dataclass(frozen=True)
class Served:
    """A running server: its port and the id of its first process."""

    port: int
    pid: int

    def processes(self) -> list[int]:
        """Return the ids of the server's processes, children included."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii").split()
        return [self.pid, *map(int, children)]

    def cpu_seconds(self) -> float:
        """Return the CPU time that all its processes have used."""
        return sum(_cpu_ticks(pid) for pid in self.processes()) / TICKS

    def get(self, path: str) -> int:
        """Ask for a page once and return its status."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        connection.close()
        return response.status

    def worker_megabytes(self) -> float:
        """Return the resident size of the largest worker, in MB."""
        workers = self.processes()[1:] or self.processes()
        return max(_resident_kilobytes(pid) for pid in workers) / 1024


@contextmanager
def served(target: str, environment: Mapping[str, str], workers: int = WORKERS) -> Iterator[Served]:
    """Serve ``module:factory`` on a free port of this machine until the block ends."""
    port = _free_port()
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, target, str(port), str(workers)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            server = Served(port, process.pid)
            _wait(server)
            yield server
        finally:
            _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the server, and with it the workers that it started."""
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def load(server: Served, path: str, seconds: float) -> tuple[float, float]:
    """Ask for a page over 16 connections; return answers a second and CPU seconds an answer."""
    before = server.cpu_seconds()
    started = time.perf_counter()
    answers = _wrk(server, path, seconds) if shutil.which("wrk") else _own_load(server, path, seconds)
    took = time.perf_counter() - started
    return answers / took, (server.cpu_seconds() - before) / answers


def _wrk(server: Served, path: str, seconds: float) -> int:
    address = f"http://127.0.0.1:{server.port}{path}"
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:.0f}s", address]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    if "Non-2xx" in done.stdout:
        message = f"{path}: {done.stdout}"
        raise RuntimeError(message)
    return int(re.search(r"(\d+) requests in", done.stdout)[1])  # type: ignore[index]


def _own_load(server: Served, path: str, seconds: float) -> int:
    """Load without wrk, from a process of its own so that its CPU time is not the server's."""
    command = [sys.executable, "-m", "benchmarks.load", str(server.port), path, str(seconds), str(CONNECTIONS)]
    return int(subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT).stdout)


def _wait(server: Served) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            server.get("/members")
        except OSError:
            time.sleep(0.05)
        else:
            return
    message = "the server does not answer"
    raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _cpu_ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _resident_kilobytes(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    return int(re.search(r"VmRSS:\s+(\d+)", status)[1])  # type: ignore[index]
