"""A bare Flask application: one page is one SQLite query and one template, and nothing else.

The list shows as many rows and columns as the application's, the detail page as
many items; the values stand in one table as they are shown. Settings of the
server are those of the application. The database's path comes from the environment.
"""

import os
import sqlite3
import threading
from pathlib import Path

from flask import Flask, render_template_string

ROWS, ITEMS = 50, 16
LIST = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>参加団体</title></head><body>
<h1>参加団体</h1><table><tr><th>番号</th><th>団体名</th><th>団体種別</th><th>市町村</th><th>活動分野</th></tr>
{% for row in rows %}<tr><td>{{ row[0] }}</td><td><a href="/members/{{ row[0] }}">{{ row[1] }}</a></td>\
<td>{{ row[2] }}</td><td>{{ row[3] }}</td><td>{{ row[4] }}</td></tr>
{% endfor %}</table></body></html>"""
DETAIL = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>{{ row[1] }}</title></head><body>
<h1>{{ row[1] }}</h1><dl>{% for value in row %}<dt>項目</dt><dd>{{ value }}</dd>{% endfor %}</dl></body></html>"""


def lay(path: Path, size: int = 100) -> None:
    """Make the database: one table, every value as it is shown."""
    columns = ", ".join(f"c{n} TEXT" for n in range(1, ITEMS))
    values = (
        "NPO法人つながりの会",
        "NPO法人",
        "架空市",
        "子ども・若者、居場所",
        *(["居場所づくりと相談"] * (ITEMS - 5)),
    )
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute(f"CREATE TABLE member (number INTEGER PRIMARY KEY, {columns})")
        rows = [(n, *values) for n in range(1, size + 1)]
        connection.executemany(f"INSERT INTO member VALUES ({', '.join('?' * ITEMS)})", rows)


def create_app() -> Flask:
    """Build the bare application."""
    app = Flask(__name__)
    kept = threading.local()

    def database() -> sqlite3.Connection:
        if not hasattr(kept, "connection"):
            kept.connection = sqlite3.connect(os.environ["BENCHMARK_DATABASE"])
        return kept.connection  # type: ignore[no-any-return]

    @app.get("/members")
    def index() -> str:
        rows = database().execute("SELECT number, c1, c2, c3, c4 FROM member ORDER BY number LIMIT ?", (ROWS,))
        return render_template_string(LIST, rows=rows.fetchall())

    @app.get("/members/<int:number>")
    def show(number: int) -> str:
        row = database().execute("SELECT * FROM member WHERE number = ?", (number,)).fetchone()
        return render_template_string(DETAIL, row=row)

    return app
