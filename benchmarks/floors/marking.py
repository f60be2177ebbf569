"""The least a check-in can be: a bare form that updates one row."""

import sqlite3
from pathlib import Path

from flask import Flask
from flask_wtf import FlaskForm
from wtforms import RadioField

SCHEMA = "CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT, mark TEXT, at TEXT)"


class Mark(FlaskForm):  # type: ignore[misc]
    """What became of somebody."""

    mark = RadioField("出欠", choices=[("present", "出席"), ("late", "遅刻"), ("absent", "欠席")])


def create_app(path: Path, size: int) -> Flask:
    """Build the bare application with so many people; every commit is on the disk, as the application's are."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="bare", WTF_CSRF_ENABLED=False)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(SCHEMA)
    connection.executemany("INSERT INTO person (name) VALUES (?)", [(f"見本{n}",) for n in range(size)])

    @app.post("/mark/<int:number>")
    def mark(number: int) -> tuple[dict[str, str], int]:
        form = Mark()
        if not form.validate_on_submit():
            return {"refused": "mark"}, 422
        connection.execute("UPDATE person SET mark = ?, at = datetime('now') WHERE id = ?", (form.mark.data, number))
        return {"mark": str(form.mark.data)}, 200

    return app
