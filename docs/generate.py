"""Write the parts of the guides that the code knows better: ``python -m docs.generate``.

Each stands between the lines ``<!-- generated: name -->`` and ``<!-- end -->``; a test
says when one is out of date.
"""

import importlib
import pkgutil
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from platform_app import create_app, vocabulary
from platform_app.vocabulary.code import Code
from platform_app.vocabulary.profile import PROFILE_ITEMS
from platform_app.vocabulary.settings import SETTINGS

FOLDER = Path(__file__).parent
PART = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _table(head: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> str:
    return "\n".join([_row(*head), _row(*["---"] * len(head)), *(_row(*row) for row in rows)]) + "\n"


def settings() -> str:
    """Return the table of settings: variable, key of config.toml, default, meaning."""
    return _table(
        ("環境変数", "config.toml", "既定", "意味"),
        ((f"`PLATFORM_{one.name}`", f"`{one.name.lower()}`", _default(one.default), one.meaning) for one in SETTINGS),
    )


def _default(value: object) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return "（自動）" if value is None else "（空欄）" if value == "" else f"`{value}`"


def _own_commands() -> Iterator[tuple[str, click.Command]]:
    """Yield every command of the application with its whole name."""
    with tempfile.TemporaryDirectory() as folder:
        groups = dict(create_app(instance_path=folder).cli.commands)
    groups.pop("db", None)  # Flask-Migrate explains itself.
    for name, command in sorted(groups.items()):
        if isinstance(command, click.Group):
            yield from ((f"{name} {under}", found) for under, found in sorted(command.commands.items()))
        else:
            yield name, command


def commands() -> str:
    """Return the table of the application's commands and what each does, in its own words."""
    return _table(
        ("コマンド", "引数", "働き（`--help` の言葉）"),
        (
            (f"`flask --app platform_app {name}`", _arguments(command), (command.help or "").split("\n\n")[0])
            for name, command in _own_commands()
        ),
    )


def _arguments(command: click.Command) -> str:
    shown = [
        parameter.opts[0] if isinstance(parameter, click.Option) else (parameter.name or "").upper()
        for parameter in command.params
    ]
    return " ".join(f"`{one}`" for one in shown)


def items() -> str:
    """Return the items of an entry: label, code, audience, whether it is needed, and what else is true of it."""
    return _table(
        ("項目", "コード", "まとまり", "必須", "既定の公開範囲", "備考"),
        (
            (
                item.label,
                f"`{item.key}`",
                item.group,
                "必須" if item.required else "",
                item.visibility.label if item.visibility else "事務局のみ",
                "、".join(
                    word for word, holds in (("公開範囲を選べる", item.choosable), ("軽微", item.minor)) if holds
                ),
            )
            for item in PROFILE_ITEMS
        ),
    )


def codes() -> str:
    """Return every stored code with its Japanese label, by the class that declares it."""
    parts = []
    for module in pkgutil.iter_modules(vocabulary.__path__):
        loaded = importlib.import_module(f"{vocabulary.__name__}.{module.name}")
        for thing in vars(loaded).values():
            if (
                isinstance(thing, type)
                and issubclass(thing, Code)
                and thing.__module__ == loaded.__name__
                and len(thing)
            ):
                place = f"`vocabulary/{module.name}.py`"
                table = _table(("表示", "コード"), ((one.label, f"`{one.value}`") for one in thing))
                parts.append(f"### {thing.__name__}（{place}）\n\n{table}")
    return "\n".join(parts)


PARTS: dict[str, Callable[[], str]] = {"settings": settings, "commands": commands, "items": items, "codes": codes}


def renewed(page: str) -> str:
    """Return a page with every generated part made anew; raises KeyError for a part nobody makes."""
    return PART.sub(lambda found: f"{found[1]}\n{PARTS[found[2]]()}\n{found[3]}", page)


def main() -> None:
    """Renew every guide."""
    for path in sorted(FOLDER.rglob("*.md")):
        old = path.read_text("utf-8")
        if (new := renewed(old)) != old:
            path.write_text(new, "utf-8")


if __name__ == "__main__":
    main()
