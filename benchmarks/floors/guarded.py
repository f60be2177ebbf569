"""The least a registration can be: one guarded insert, and a bare form that makes one."""

import sqlite3
from pathlib import Path
from typing import Any

from flask import Flask, redirect, render_template_string
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired

SCHEMA = "CREATE TABLE IF NOT EXISTS registration (id INTEGER PRIMARY KEY, who TEXT, status TEXT)"
FORM = """<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>参加申込み</title></head><body>
<h1>参加申込み</h1><form method="post">{{ form.csrf_token }}
{% for field in form if field.name not in ("csrf_token", "people") %}<p>{{ field.label }}{{ field }}</p>
{% endfor %}
{% for entry in form.people %}{% for field in entry.form %}<p>{{ field.label }}{{ field }}</p>{% endfor %}{% endfor %}
<button>申し込む</button></form></body></html>"""


def connect(path: Path) -> sqlite3.Connection:
    """Open the database as the application does: write-ahead, every commit on the disk."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=60)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(SCHEMA)
    return connection


def guarded_insert(connection: sqlite3.Connection, who: str, capacity: int) -> str:
    """Count under the writer's lock, then insert: confirmed or waiting."""
    connection.execute("BEGIN IMMEDIATE")
    (taken,) = connection.execute("SELECT count(*) FROM registration WHERE status = 'confirmed'").fetchone()
    status = "confirmed" if taken < capacity else "waiting"
    connection.execute("INSERT INTO registration (who, status) VALUES (?, ?)", (who, status))
    connection.execute("COMMIT")
    return status


class Person(Form):
    """One participant."""

    name = StringField("氏名", [DataRequired()])
    kana = StringField("よみ", [DataRequired()])
    department = StringField("部署")
    title = StringField("役職")
    needs = SelectMultipleField("配慮", choices=[(str(n), "車椅子") for n in range(9)])
    need_detail = StringField("配慮について")
    is_listed = BooleanField("名簿")
    is_photographed = BooleanField("写真")


class Registration(FlaskForm):  # type: ignore[misc]
    """The same boxes as the application's sheet."""

    organisation = StringField("団体名")
    contact_name = StringField("申込者", [DataRequired()])
    phone = StringField("電話番号", [DataRequired()])
    email = StringField("メールアドレス")
    attending = RadioField("参加方法", choices=[("venue", "会場"), ("online", "オンライン")])
    people = FieldList(FormField(Person), min_entries=1)
    question = TextAreaField("質問")


def create_app(path: Path) -> Flask:
    """Build the bare application: the form, its one insert, and a page that says so."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="bare", WTF_CSRF_ENABLED=False)
    connection = connect(path)

    @app.route("/register", methods=["GET", "POST"])
    def register() -> Any:
        form = Registration()
        if not form.validate_on_submit():
            return render_template_string(FORM, form=form)
        connection.execute("INSERT INTO registration (who, status) VALUES (?, 'confirmed')", (form.contact_name.data,))
        return redirect("/done")

    @app.get("/done")
    def done() -> str:
        return render_template_string("<!DOCTYPE html><html lang='ja'><title>完了</title><h1>受け付けました</h1>")

    return app
