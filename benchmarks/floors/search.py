"""The engine's own indexed query: one statement by hand over the same index, through the driver alone."""

import sqlite3
from pathlib import Path
from typing import Any

#: Members with a pair of characters in a name, as they stand on a day, a page at a time.
FOUND = """
FROM member_bigram b
JOIN member m ON m.id = b.member_id
JOIN member_record r ON r.id = (
  SELECT id FROM member_record WHERE member_id = m.id AND effective_on <= :day
  ORDER BY effective_on DESC, id DESC LIMIT 1
)
WHERE b.bigram = :word AND r.standing IN ('active', 'suspended')
"""


def search(path: Path, word: str, day: str) -> tuple[int, list[Any]]:
    """Return how many organisations have the word in a name, and the first fifty."""
    connection = sqlite3.connect(path)
    values = {"word": word, "day": day}
    count = connection.execute(f"SELECT count(*) {FOUND}", values).fetchone()[0]
    rows = connection.execute(f"SELECT m.number, r.* {FOUND} ORDER BY m.number LIMIT 50", values).fetchall()
    connection.close()
    return count, rows
