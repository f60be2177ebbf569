"""The engine's own indexed query: one statement by hand over the same index, through the driver alone.

It keeps to the same rules: nothing withheld, published records of visible events, a merged line for its sources.
"""

import sqlite3
from pathlib import Path
from typing import Any

#: The opinions that hold a pair, as the lines under which they are shown.
FOUND = """
FROM opinion o
JOIN theme t ON t.id = o.theme_id
JOIN event e ON e.id = o.event_id
JOIN pillar p ON p.id = o.pillar_id
WHERE o.id IN (
  SELECT coalesce(m.merged_into_id, s.merged_into_id, s.id)
  FROM opinion_bigram b
  JOIN opinion s ON s.id = b.opinion_id
  LEFT JOIN opinion m ON m.id = s.merged_into_id
  WHERE b.bigram = :pair AND s.standing = 'shown' AND (m.id IS NULL OR m.standing = 'shown') {more}
)
AND o.standing = 'shown' AND o.merged_into_id IS NULL AND t.is_published AND e.status <> 'draft'
"""
#: What a word of more than two characters adds: its other pair, and the word itself.
LONGER = """
AND EXISTS (SELECT 1 FROM opinion_bigram c WHERE c.bigram = :other AND c.opinion_id = b.opinion_id)
AND EXISTS (SELECT 1 FROM opinion_key k WHERE k.opinion_id = b.opinion_id AND instr(k.search_key, :word) > 0)
"""
ORDER = "ORDER BY e.starts_at DESC, e.id DESC, t.position, t.id, p.position, p.id, o.position, o.id LIMIT 50"


def search(path: Path, word: str) -> tuple[int, list[Any]]:
    """Return how many opinions have the folded word, and the first fifty with their tags and dots."""
    connection = sqlite3.connect(path)
    values = {"word": word, "pair": word[:2], "other": word[-2:]}
    is_pair = len(word) == 2  # noqa: PLR2004
    found = FOUND.format(more="" if is_pair else LONGER)
    count = connection.execute(f"SELECT count(*) {found}", values).fetchone()[0]
    rows = connection.execute(f"SELECT o.* {found} {ORDER}", values).fetchall()
    ids = [row[0] for row in rows]
    marks = ",".join("?" * len(ids))
    for table in ("opinion_tag", "opinion_dots"):
        connection.execute(f"SELECT * FROM {table} WHERE opinion_id IN ({marks})", ids).fetchall()
    connection.close()
    return count, rows
