"""The guides say what the code says: generated parts, links, pictures, commands and paths."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from flask.cli import FlaskGroup, ScriptInfo

from docs import generate
from platform_app import create_app

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
COMMAND = re.compile(r"flask(?: --app platform_app)?((?: [a-z][a-z-]+)+)")
MACHINE = re.compile(r"/(?:work|home|root|Users|tmp)/")
#: Pictures travel with the repository, so all of them together stay below this many bytes.
HEAVIEST = 4_000_000


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _anchor(heading: str) -> str:
    """Return the anchor that a reader of Markdown gives to a heading."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def _anchors(path: Path) -> set[str]:
    text = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
    return {_anchor(found) for found in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


def _links(path: Path) -> Iterator[str]:
    yield from (unquote(found) for found in LINK.findall(path.read_text("utf-8")) if "://" not in found)


@pytest.mark.parametrize("path", PAGES, ids=_named)
def test_generated_parts_are_what_the_code_says_now(path: Path) -> None:
    """Mend with ``python -m docs.generate``."""
    written = path.read_text("utf-8")

    assert generate.renewed(written) == written


@pytest.mark.parametrize("path", PAGES, ids=_named)
def test_every_link_leads_somewhere(path: Path) -> None:
    for link in _links(path):
        place, _, anchor = link.partition("#")
        target = (path.parent / place).resolve() if place else path

        assert target.exists(), link
        assert not anchor or anchor in _anchors(target), link


def test_every_picture_is_shown_and_light() -> None:
    pictures = set((ROOT / "docs" / "pictures").glob("*.png"))
    shown = {(page.parent / link).resolve() for page in PAGES for link in _links(page) if link.endswith(".png")}

    assert shown - pictures == set()
    assert pictures - shown == set()
    assert sum(picture.stat().st_size for picture in pictures) < HEAVIEST


@pytest.fixture
def flask_command(tmp_path: Path) -> Iterator[click.Context]:
    """``flask`` itself, with every command that it knows in this application."""
    found = ScriptInfo(create_app=lambda: create_app(instance_path=str(tmp_path)))
    with click.Context(FlaskGroup(), obj=found) as context:
        yield context


def _exists(words: list[str], context: click.Context) -> bool:
    """Whether the words lead to a command; what follows a command are its arguments."""
    command: click.Command | None = context.command
    while isinstance(command, click.Group):
        if not words:
            return True
        command = command.get_command(context, words.pop(0))
    return command is not None


@pytest.mark.parametrize("path", PAGES, ids=_named)
def test_every_command_that_is_named_exists(path: Path, flask_command: click.Context) -> None:
    for found in COMMAND.finditer(path.read_text("utf-8")):
        assert _exists(found[1].split(), flask_command), found[0]


@pytest.mark.parametrize("path", PAGES, ids=_named)
def test_no_page_names_a_folder_of_one_machine(path: Path) -> None:
    assert not MACHINE.search(path.read_text("utf-8"))


def test_every_decision_record_has_its_four_parts() -> None:
    records = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))

    assert [int(record.name[:4]) for record in records] == list(range(1, len(records) + 1))
    for record in records:
        assert _anchors(record) >= {"status", "context", "decision", "consequences"}, record.name


def test_units_name_programs_that_the_installation_has() -> None:
    """Every ExecStart of the units lies in the repository, or in the environment that the locks fill."""
    for unit in (ROOT / "docs" / "deploy").glob("*.service"):
        for line in unit.read_text("utf-8").splitlines():
            if line.startswith("ExecStart"):
                program = line.partition("=")[2].split()[0].removeprefix("/opt/platform/")
                assert program in {".venv/bin/flask", ".venv/bin/granian"} or (ROOT / program).is_file(), line


#: Directives of the sample configuration, all known to nginx 1.18: distributions in use do not know ``http2 on``.
DIRECTIVES = (
    {"server", "server_name", "listen", "location", "return", "add_header", "client_max_body_size"}
    | {"ssl_certificate", "ssl_certificate_key", "ssl_protocols"}
    | {"proxy_pass", "proxy_set_header", "proxy_read_timeout"}
)


def test_the_proxy_is_set_up_with_words_that_an_older_nginx_knows() -> None:
    written = (ROOT / "docs" / "deploy" / "nginx.conf").read_text("utf-8")

    assert set(re.findall(r"^\s*([a-z]\w*)\s", written, re.MULTILINE)) <= DIRECTIVES


def test_the_operations_guide_touches_data_as_the_platforms_own_user() -> None:
    """Root would own the files that it makes, and the server could no longer write them; others may not read them."""
    guide = (ROOT / "docs" / "operations.md").read_text("utf-8")
    lines = re.findall(r"^ *(\S.*)$", "\n".join(re.findall(r"```sh\n(.*?)```", guide, re.DOTALL)), re.MULTILINE)
    data = [line for line in lines if re.search(r"bin/flask|backup\.sh|pg_restore", line)]

    assert len(data) > 5
    assert [line for line in data if not line.startswith("sudo -u platform ")] == []
