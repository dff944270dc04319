"""Texts of strangers in what people read, run and paste: nothing in them acts, and no secret is among them."""

from __future__ import annotations

import dataclasses
import tomllib

import pytest

from schemasync.commands import main as cli
from schemasync.core.errors import InternalError, internal
from schemasync.core.masking import masked
from schemasync.core.plan import Plan
from schemasync.core.text import each_text, line, visible
from schemasync.postgres.connection import conninfo, redact
from schemasync.report.formats.markdown import code, fence, plain
from schemasync.report.view.problems import toml

ODD = "a\x1b]8;;http://x\x07\x7f\x9b\u202e\u2028\u200f\ufeffb"


def test_the_title_of_a_script_stays_a_comment() -> None:
    text = Plan(()).script('NOT proven: relation "x\nDROP TABLE public.a; --\u2028y" does not exist')
    assert text.count("\n") == 1
    assert text.startswith("-- ")


@pytest.mark.parametrize("shown", [visible, line, code, plain, fence])
def test_control_characters_are_visible(shown: object) -> None:
    assert callable(shown)
    text = shown(ODD)
    assert not [char for char in text if not char.isprintable() and char not in "\n\u2060"]
    assert "001b" in text


@pytest.mark.parametrize("name", [ODD, 'q"uo\\te', "tab\tnew\nline", "star*[x]?", "emoji 😀\U000e0041", "'''"])
def test_a_pasted_entry_istoml(name: str) -> None:
    found = tomllib.loads(f'object = "{toml(name)}"')["object"]
    assert found.replace("[*]", "*").replace("[?]", "?").replace("[[]", "[") == name


JWT = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.c2lnbmF0dXJlLW9mLXRoZS1rZXk"


@pytest.mark.parametrize(
    "secret",
    [JWT, "Bearer abcdefgh12345678", "sb_secret_N7UND0UgjKTVK-Uodkm0Hg", "postgres://u:hunter22@host/db",
     "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "sk_live_4eC39HqLyjWDarjtT1zdp7dc"],
)  # fmt: skip
def test_keys_and_tokens_are_masked(secret: str) -> None:
    text = masked(f'SELECT net.http_post(headers := \'{{"Authorization": "{secret}"}}\')')
    assert secret not in text
    assert "***" in text
    assert "SELECT net.http_post(headers := " in text


def test_plain_text_is_not_masked() -> None:
    text = "CREATE POLICY sk ON public.bearer USING (auth.uid() = owner); -- see https://example.com/a:b@c"
    assert masked(text) == text


@dataclasses.dataclass(frozen=True)
class Whole:
    text: str
    parts: tuple[tuple[str, int], ...]
    table: dict[str, str]


def test_each_text_of_a_value() -> None:
    whole = Whole("a", (("b", 1),), {"k": "c"})
    assert each_text(whole, str.upper) == Whole("A", (("B", 1),), {"k": "C"})


@pytest.mark.parametrize("password", ["Sup3r@S3cretTail:wo/rd", "pa/ss@word", "a@b@c", "plain-one", "x?y=z@w#v"])
def test_a_password_with_an_at_is_no_host(password: str) -> None:
    url = f"postgresql://user:{password}@127.0.0.1:1/db"
    assert "host=127.0.0.1" in conninfo(url).split()
    message = f'failed to resolve host "{password.rpartition("@")[2]}" of {url}'
    assert not [
        piece for piece in password.replace("/", "@").split("@") if len(piece) > 3 and piece in redact(message, url)
    ]


def test_a_short_secret_does_not_mask_every_text() -> None:
    assert redact("supported", "postgresql://u:p@h/d") == "supported"


def test_a_fault_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def fail(*_: object) -> None:
        raise KeyError("postgresql://u:S3cret@h/d")

    monkeypatch.setattr("schemasync.commands.diff.read_target", fail)
    assert cli.main(["diff", "a", "b"]) == InternalError.exit_code
    shown = capsys.readouterr().err
    assert "S3cret" not in shown
    assert shown.startswith("error: schemasync has a fault: KeyError at test_strangers.py:")


def test_internal_without_a_traceback() -> None:
    assert internal(ValueError("x"), "V").message == "schemasync has a fault: ValueError"
