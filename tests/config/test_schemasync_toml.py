"""Every mistake in schemasync.toml is named at its line with what was meant; its published schema agrees with the reader."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from schemasync.commands.init import configuration
from schemasync.config.schemasync_toml import load_config
from schemasync.config.settings import find_config
from schemasync.core.errors import SettingsError
from tests.example import EXAMPLE
from tools.toml_schema import PAGE, schema, text

WRONG = """[[areas]]
name = "A"
object = ["public.*"]

[[accept]]
object = "public.t"
kind = "tabel"
status = "extra"
reson = "x"

[[acept]]
object = "x"

[[severity]]
object = "public.*"
level = "securty"
"""


def test_all_mistakes_at_once(tmp_path: Path) -> None:
    """Each with the line of its key."""
    file = tmp_path / "schemasync.toml"
    file.write_text(WRONG, encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_config(file)
    assert [line.removeprefix(f"{file}:") for line in caught.value.message.splitlines()] == [
        "3: unknown key 'object'; did you mean objects?",
        "5: an accepted difference needs 'reason'",
        "7: there is no kind 'tabel'; did you mean table?",
        "8: status must be one of MISSING, EXTRA, PARTIALLY SYNCED; did you mean EXTRA?",
        "9: unknown key 'reson'; did you mean reason?",
        "11: unknown section [[acept]]; did you mean [[accept]]?",
        "16: level must be one of security, breaking, functional, performance, cosmetic; did you mean security?",
    ]


def _plain(data: dict[str, Any]) -> Any:
    """TOML's dates as the texts that the schema describes."""
    return json.loads(json.dumps(data, default=str))


def test_the_schema_is_up_to_date_and_agrees() -> None:
    """`make toml-schema` wrote it; it takes the example and what `init` writes, and refuses each mistake."""
    assert PAGE.read_text(encoding="utf-8") == text()
    jsonschema.Draft7Validator.check_schema(schema())
    good = EXAMPLE / "schemasync.toml"
    for content in (good.read_text(encoding="utf-8"), configuration(())):
        jsonschema.validate(_plain(tomllib.loads(content)), schema())
    assert len(list(jsonschema.Draft7Validator(schema()).iter_errors(_plain(tomllib.loads(WRONG))))) >= 5


def test_what_init_writes_names_its_schema() -> None:
    assert configuration(()).startswith(f"#:schema {schema()['$id']}\n")


def test_another_folder_s_file_does_not_configure_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a monorepo the action works in the folder of one project; the file in the repository's root is not its."""
    (tmp_path / "schemasync.toml").write_text('[[ignore]]\nobject = "public.a"\n')
    monkeypatch.chdir(tmp_path)
    project = Path("apps/web")
    (project / "supabase/migrations").mkdir(parents=True)
    assert find_config(None, project / "supabase/migrations", project).ignore == ()
    assert len(find_config(None, project / "supabase/migrations").ignore) == 1
