"""No secret in any spelling leaves the process, nothing invisible, and nothing that a runner obeys."""

from __future__ import annotations

import base64
import contextlib
import glob
import html
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from psycopg.conninfo import make_conninfo

from schemasync.commands import main as cli
from schemasync.config.settings import settings_from
from schemasync.core.errors import SettingsError
from schemasync.core.exit_codes import ExitCode
from schemasync.core.masking import mask_secrets, shortened, spellings
from schemasync.core.safe_files import UnreadableFileError, read_saved
from schemasync.core.sql import ident, literal
from schemasync.core.text import visible
from schemasync.github import main as action
from schemasync.github.report_files import write_reports
from schemasync.pipeline import check
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.report.formats.comment import Links, to_comment
from schemasync.report.formats.html import to_html
from schemasync.report.formats.json import as_dict, to_json
from schemasync.report.formats.junit import to_junit
from schemasync.report.formats.markdown import harmless, plain, to_markdown
from schemasync.report.formats.sarif import to_sarif
from schemasync.report.view.model import ReportView
from schemasync.report.view.view import make_view

ROOT = Path(__file__).parents[2]
PASSWORD = "S3c'ret\\pä\"ss|w*rd<&%"
INVISIBLE = "\x01\x07\x1b\x7f\x85\x9b\xad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e\u2060\u2064\u2066\u2069\u206f\u3164\ufeff\ufff9\U000e0001\U000e0041"
COMMAND = "::error::taken"
NAME = f"od{INVISIBLE}d"


def written(secret: str) -> dict[str, str]:
    """A secret as others write it down, none of it by the function under test."""
    body = f"x := '{secret}'".encode()
    return {
        "plain": secret, "SQL": literal(secret), "identifier": ident(secret), "URL": quote(secret, safe=""),
        "form": quote_plus(secret), "lower URL": quote(secret, safe="").lower() if secret.islower() else secret,
        "JSON": json.dumps(secret), "JSON in UTF-8": json.dumps(secret, ensure_ascii=False), "HTML": html.escape(secret),
        "Python": repr(secret), "JSON of SQL": json.dumps(literal(secret)), "hexadecimal": secret.encode().hex(),
        "base64": base64.b64encode(secret.encode()).decode(), "base64 within": base64.b64encode(body).decode(),
        "URL-safe base64": base64.urlsafe_b64encode(b"ab" + secret.encode() + b"c").decode(),
        "connection string": make_conninfo(password=secret), "pattern": glob.escape(secret),
    }  # fmt: skip


@pytest.mark.parametrize(
    "secret",
    [
        PASSWORD,
        "plainS3cretOf16c",
        "a'b\\c'd\\e",
        "p@ss:w/rd#1?&=%20",
        "ünï🐘'cödé",
        "`~[x](y)'*_\\|",
        "esc\x1b'ä\x85w  x",
    ],
)
def test_every_spelling_is_masked(secret: str) -> None:
    for name, text in written(secret).items():
        left = mask_secrets(f"before {text} after", {secret})
        assert secret not in left, name
        assert "***" in left, name
        if name not in ("base64 within", "URL-safe base64"):
            assert len(left) <= len("before 'password=***' after") + 4, (name, left)


CUT = "Lo0ng" * 17


@pytest.mark.parametrize(
    ("secret", "text"),
    [
        ("UpperCASE12", "CREATE TABLE uppercase12 (i int)"),
        ("esc\x1bw \x85 d\u200bä", visible("esc\x1bw \x85 d\u200bä")),
        ("esc\x1bw \x85 d\u200bä", visible("esc\x1bw d\u200bä")),
        ("line one\nline two", "+ line one\n+ line two"),
        ("abcd", "'\\x61626364'::bytea"),
        (CUT, CUT[:63]),
        (CUT, f"{CUT[:30]}_{CUT[:28]}_key"),
        (CUT, CUT[:63].lower()),
    ],
)
def test_every_change_of_a_secret_is_masked(secret: str, text: str) -> None:
    """PostgreSQL folds and cuts names, bytea shows digits, and a diff has lines."""
    left = mask_secrets(text, {secret, "postgresql://u:x@h/d"})
    assert not {*secret.split()} & {*left.split()}
    assert "***" in left
    assert len(left) <= len("CREATE TABLE *** (i int)"), left


def test_no_secret_is_cut_in_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schemasync.core.masking._known_secrets", {"Passw0rd12"})
    assert shortened("x" * 395 + "Passw0rd12 and more") == "x" * 395 + "*** …"[:4] + "…"


def test_the_beginning_of_a_connection_string_is_no_secret() -> None:
    text = "postgresql://postgres.abc@aws-0.pooler.supabase.com:5432/postgres"
    assert (
        mask_secrets(text, {"postgresql://postgres.abc:S3cretS3cret@aws-0.pooler.supabase.com:5432/postgres"}) == text
    )


def test_the_published_password_masks_nothing() -> None:
    """`postgres`, of Supabase's local stack: else every owner would be masked."""
    assert (
        mask_secrets("OWNER TO postgres", {"postgres", "postgresql://postgres:postgres@h/postgres"})
        == "OWNER TO postgres"
    )


@pytest.fixture(scope="module")
def hostile(shadow: ShadowServer, tmp_path_factory: pytest.TempPathFactory) -> ReportView:
    """The report on a database with the password and with invisible characters wherever a name or a text may stand."""
    folder = tmp_path_factory.mktemp("leaving")
    (folder / "1_a.sql").write_text('CREATE TABLE public."' + NAME.replace("\x00", "") + '" (i int);')
    (folder / f"2_{COMMAND.replace(':', '')}.sql").write_text(
        f"DO $$ BEGIN RAISE EXCEPTION E'x\\n{COMMAND} {INVISIBLE}'; END $$;"
    )
    shadow.create_database("leaving")
    with shadow.connect("leaving", ADMIN) as connection:
        for number, text in enumerate(written(PASSWORD).values()):
            name = text if len(text.encode()) < 40 else "long"
            for statement in (
                f"CREATE TABLE public.{ident(f'{number}' + name)} (i text DEFAULT {literal(text)})",
                f"COMMENT ON TABLE public.{ident(f'{number}' + name)} IS {literal(text)}",
                f"CREATE FUNCTION public.f{number}() RETURNS text LANGUAGE sql AS {literal(f'SELECT {literal(text)}')}",
            ):
                connection.execute(statement.encode())
        connection.execute(f"CREATE ROLE leaving LOGIN SUPERUSER PASSWORD {literal(PASSWORD)}".encode())
        connection.execute(f"CREATE VIEW public.{ident(NAME + 'v')} AS SELECT 1 AS {ident(NAME)}".encode())
        connection.execute(f"COMMENT ON SCHEMA public IS {literal(COMMAND + INVISIBLE)}".encode())
    url = make_conninfo(host=shadow.host, port=shadow.port, user="leaving", dbname="leaving", password=PASSWORD)
    view = make_view(check(settings_from(migrations=folder, database_url=url)))
    shadow.drop_database("leaving")
    with shadow.connect("template1", ADMIN) as connection:
        connection.execute(b"DROP ROLE leaving")
    return view


FORMATS = {
    "json": to_json,
    "markdown": to_markdown,
    "html": to_html,
    "junit": to_junit,
    "sarif": lambda view: to_sarif(view, "supabase/migrations"),
    "comment": lambda view: to_comment(view, Links()),
    "state": lambda view: json.dumps(as_dict(view)),
}


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_shows_the_secret(hostile: ReportView, name: str) -> None:
    text = FORMATS[name](hostile)
    assert len(hostile.open) > 20
    assert "***" in text or name == "sarif", "which has findings with an origin alone"
    assert PASSWORD not in text
    for spelling in spellings(PASSWORD):
        assert spelling not in text, spelling


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_has_invisible_characters(hostile: ReportView, name: str) -> None:
    text = FORMATS[name](hostile)
    allowed = "\u2060" if name in ("markdown", "comment") else ""  # ours: it breaks mentions
    assert {char for char in INVISIBLE if char in text} <= {*allowed}
    assert "202e" in text


@pytest.mark.parametrize(
    "name",
    [
        "&commat;octo", "&#64;octo", "&lt;b&gt; & &amp", "@octo/app #7 GH-12", "$body$ $$x$$ $1", "a`b``c \\`x\\", "<b>x</b><!-- y",
        "*x* _y_ ~~z~~ | [a](http://e.example) ![i](j) [^1]", "\\\\@octo \\&commat;octo", "</span>$<span>", "me&commat;e.example",
    ],
)  # fmt: skip
def test_a_name_in_markdown_reads_as_it_is(name: str) -> None:
    """And nobody is mentioned: GitHub looks for `@name` in what the text reads as."""
    shown = MarkdownIt("commonmark").render(f"Table {plain(name)} is missing.")
    read = html.unescape(re.sub(r"</?(?:p|span)>", "", shown)).strip()
    assert read.replace("\u2060", "") == f"Table {name} is missing."
    assert not re.search(r"@\w", read)


@pytest.mark.parametrize("mention", ["@octo", "&commat;octo", "&#64;octo", "&#x40;octo", "&#0064octo", "@&#111;cto"])
def test_a_stranger_s_comment_mentions_nobody(mention: str) -> None:
    shown = html.unescape(MarkdownIt("commonmark").render(harmless(f"Hello {mention} and <p>{mention}</p>")))
    assert not re.search(r"@\w", shown)


def test_values_of_json_are_exact(hostile: ReportView) -> None:
    """The format can write every character down, so a script in it is the one that ran."""
    names = [problem["ref"]["path"][-1] for problem in json.loads(to_json(hostile))["problems"]]
    assert any(name.startswith(NAME[:20]) for name in names)


def test_junit_is_xml(hostile: ReportView) -> None:
    assert ET.fromstring(to_junit(hostile)).tag == "testsuites"


def test_the_state_of_a_comment_has_no_secret(hostile: ReportView, tmp_path: Path) -> None:
    """It is compressed, so that nobody sees at a glance what it holds."""
    write_reports(hostile, tmp_path, "supabase/migrations")
    saved = json.loads((tmp_path / "report.json").read_text())
    refs = json.dumps([problem["ref"] for problem in saved["problems"]])
    assert "0***" in refs
    assert not [spelling for spelling in spellings(PASSWORD) if spelling in refs]


@pytest.mark.integration
def test_lines_of_the_command_line_are_no_workflow_commands(tmp_path: Path) -> None:
    """The runner obeys nothing between the two lines that only this run can write."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "1_a.sql").write_text(f"DO $$ BEGIN RAISE EXCEPTION E'x\\n{COMMAND}\\n##[error]x'; END $$;")
    words = [sys.executable, "-m", "schemasync", "replay", "--migrations", str(folder)]
    environment = {**os.environ, "GITHUB_ACTIONS": "true", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False, cwd=tmp_path)  # fmt: skip
    lines = done.stdout.splitlines()
    assert lines[0].startswith("::stop-commands::")
    token = lines[0].removeprefix("::stop-commands::")
    assert len(token) >= 32
    assert lines[-1] == f"::{token}::"
    assert lines.count(f"::{token}::") == 1
    assert any("taken" in line for line in lines)


def test_lines_on_standard_error_are_no_workflow_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clean-up of a server, for instance, writes messages of PostgreSQL there, which repeat names."""

    def fail(_environ: object) -> None:
        print(f"x\n{COMMAND}\n##[error]x", file=sys.stderr, end="")
        raise SettingsError("wrong", "")

    monkeypatch.setattr("schemasync.github.main.read_inputs", fail)
    with contextlib.redirect_stdout(io.StringIO()) as log:
        assert action.main({}) == ExitCode.SETTINGS
    lines = log.getvalue().splitlines()
    for text in (COMMAND, "##[error]x"):
        before, after = lines[lines.index(text) - 1 : lines.index(text) + 2 : 2]
        assert before == f"::stop-commands::{after.strip(':')}"


def test_a_terminal_gets_no_control_characters(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from schemasync.commands.output import write

    write(f"SELECT '{NAME}'\n", None)
    assert capsys.readouterr().out == f"SELECT '{NAME}'\n", "a file or a program gets the script as it is"
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    write(f"SELECT '{NAME}'\n", None)
    assert capsys.readouterr().out == f"SELECT '{visible(NAME)}'\n"


def test_errors_of_the_command_line_are_visible(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SettingsError(f"the file {NAME}", NAME)

    monkeypatch.setattr("schemasync.commands.diff.read_target", fail)
    cli.main(["diff", "a", "b"])
    assert not {*INVISIBLE} & {*capsys.readouterr().err}


@pytest.mark.parametrize("to", ["/proc/self/environ", "secret", "/dev/zero", "."])
def test_saved_reports_are_read_without_links(tmp_path: Path, to: str) -> None:
    (tmp_path / "secret").write_text("x")
    (tmp_path / "comment.md").symlink_to(to)
    with pytest.raises(UnreadableFileError):
        read_saved(tmp_path / "comment.md", 100)


def test_saved_reports_are_bounded(tmp_path: Path) -> None:
    (tmp_path / "comment.md").write_text("x" * 101)
    os.mkfifo(tmp_path / "pull.json")
    for name in ("comment.md", "pull.json"):
        with pytest.raises(UnreadableFileError):
            read_saved(tmp_path / name, 100)
