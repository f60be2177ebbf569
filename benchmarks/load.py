"""A small load generator for machines without wrk: so many connections, each asking again when answered."""

import asyncio
import re
import sys
import time

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


async def ask(port: int, path: str, end: float) -> int:
    """Ask for a page over one connection until a moment of the monotonic clock; return the answers counted."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    question = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()
    count = 0
    while time.monotonic() < end:
        writer.write(question)
        head = await reader.readuntil(b"\r\n\r\n")
        found = LENGTH.search(head)
        if not head.startswith(b"HTTP/1.1 200") or found is None:
            message = f"unexpected answer: {head[:80]!r}"
            raise RuntimeError(message)
        await reader.readexactly(int(found[1]))
        count += 1
    writer.close()
    return count


async def load(port: int, path: str, seconds: float, connections: int) -> int:
    """Return how many answers so many connections got in a time."""
    end = time.monotonic() + seconds
    return sum(await asyncio.gather(*(ask(port, path, end) for _ in range(connections))))


if __name__ == "__main__":
    print(asyncio.run(load(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]), int(sys.argv[4]))))
