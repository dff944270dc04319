"""Migration files are found, ordered and passed over as the Supabase CLI does (pkg/migration/list.go, file.go)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from schemasync.core.errors import ReplayError
from schemasync.migrations.discover import discover


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).write_text("SELECT 1;")
    return folder


def test_version_and_name(tmp_path: Path) -> None:
    names = ("20250101000000_a.sql", "20250101_b_c-d.sql", "1_.sql", "2_ü ö.sql", "0012_x.sql.sql")
    found = {m.file: (m.version, m.name) for m in discover(fill(tmp_path, *names)).migrations}
    assert found == {
        "20250101000000_a.sql": ("20250101000000", "a"),
        "20250101_b_c-d.sql": ("20250101", "b_c-d"),
        "1_.sql": ("1", ""),
        "2_ü ö.sql": ("2", "ü ö"),
        "0012_x.sql.sql": ("0012", "x.sql"),
    }


def test_order_is_that_of_the_bytes_of_the_names(tmp_path: Path) -> None:
    names = (
        "10_a.sql",
        "9_a.sql",
        "1_b.sql",
        "1_B.sql",
        "1_a.sql",
        "1_ä.sql",
        "1_z.sql",
        "1_😀.sql",
        "1_ﬁ.sql",
        "100_a.sql",
    )
    found = [m.file for m in discover(fill(tmp_path, *names)).migrations]
    assert found == sorted(names, key=lambda name: name.encode())
    assert found.index("100_a.sql") < found.index("10_a.sql") < found.index("9_a.sql")


SKIPPED = ("readme.md", "a_1.sql", "20250101.sql", "20250101-x.sql", "20250101_x.SQL", "20250101_x.sql.bak", "20250101_x.sql~",
           ".20250101_x.sql", "_x.sql", "x.sql", "20250101_x.sql\n")  # fmt: skip


@pytest.mark.parametrize("name", SKIPPED)
def test_other_names_are_skipped_and_said(tmp_path: Path, name: str) -> None:
    found = discover(fill(tmp_path, "1_a.sql", name))
    assert [m.file for m in found.migrations] == ["1_a.sql"]
    assert [(s.file, "must match pattern" in s.reason) for s in found.skipped] == [(name, True)]


def test_digits_are_ascii(tmp_path: Path) -> None:
    assert not discover(fill(tmp_path, "٢٠٢٥_x.sql")).migrations


def test_folders_are_not_entered(tmp_path: Path) -> None:
    (tmp_path / "1_folder.sql").mkdir()
    fill(tmp_path / "1_folder.sql", "2_a.sql")
    found = discover(tmp_path)
    assert not found.migrations
    assert found.skipped[0].file == "1_folder.sql"
    assert "folder" in found.skipped[0].reason


def test_old_init_file(tmp_path: Path) -> None:
    """Only the very first file, only before 2021-12-09."""
    found = discover(fill(tmp_path, "20211208999999_init.sql", "20211208999999_later.sql"))
    assert [m.name for m in found.migrations] == ["later"]
    assert "init" in found.skipped[0].reason
    (tmp_path / "20200101000000_first.sql").write_text("")
    assert [m.name for m in discover(tmp_path).migrations] == ["first", "init", "later"]


def test_newer_init_file(tmp_path: Path) -> None:
    names = ("20211209000000_init.sql",)
    assert [m.file for m in discover(fill(tmp_path, *names)).migrations] == list(names)


def test_text_is_kept_but_for_a_byte_order_mark(tmp_path: Path) -> None:
    (tmp_path / "1_a.sql").write_bytes(b"\xef\xbb\xbfSELECT '\xc3\xa9';\r\n-- end")
    assert discover(tmp_path).migrations[0].sql in ("SELECT 'é';\r\n-- end", "SELECT 'é';\n-- end")


def test_line_ends_in_function_bodies_are_kept(tmp_path: Path) -> None:
    """`supabase db push` sends the bytes of the file; a body's line ends are part of the catalog."""
    (tmp_path / "1_a.sql").write_bytes(b"SELECT $$a\r\nb$$;")
    assert discover(tmp_path).migrations[0].sql == "SELECT $$a\r\nb$$;"


def test_not_utf8_is_told_with_the_line(tmp_path: Path) -> None:
    """One such file fails by itself, as it would on Supabase."""
    (tmp_path / "1_a.sql").write_bytes(b"SELECT 1;\nSELECT '\xe9';")
    (tmp_path / "2_b.sql").write_text("SELECT 1;")
    assert [migration.invalid_line for migration in discover(tmp_path).migrations] == [2, 0]


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ReplayError, match="there is no migrations folder") as caught:
        discover(tmp_path / "nowhere")
    assert "supabase/migrations" in caught.value.hint


def test_empty_folder(tmp_path: Path) -> None:
    assert discover(tmp_path).migrations == ()


def test_a_link_that_leads_out_of_the_repository(tmp_path: Path) -> None:
    """A pull request's link could show the secrets of the process, or never end."""
    folder = tmp_path / "repository" / "supabase" / "migrations"
    folder.mkdir(parents=True)
    (tmp_path / "repository" / ".git").mkdir()
    (tmp_path / "repository" / "shared.sql").write_text("SELECT 1;")
    (folder / "1_inside.sql").symlink_to("../../shared.sql")
    assert discover(folder).migrations[0].sql == "SELECT 1;"
    for target in ("/proc/self/environ", "/dev/zero", "/etc/passwd", "../../../outside.sql", "2_x.sql", "nowhere.sql"):
        link = folder / "2_x.sql"
        link.symlink_to(target)
        with pytest.raises(ReplayError, match=r"2_x\.sql cannot be read"):
            discover(folder)
        link.unlink()


def test_what_is_no_plain_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "1_x.sql")
    with pytest.raises(ReplayError, match="not a plain file"):
        discover(tmp_path)


def test_a_nul_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "1_x.sql").write_bytes(b"SELECT 1;\n\0CREATE TABLE hidden();")
    assert discover(tmp_path).migrations[0].invalid_line == 2


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    """No push can record such a migration, and another file of such a name is told with its bytes."""
    (tmp_path / os.fsdecode(b"x\xff.txt")).write_text("")
    assert [skipped.file for skipped in discover(tmp_path).skipped] == ["x\\xff.txt"]
    (tmp_path / os.fsdecode(b"2_\xff.sql")).write_text("SELECT 1;")
    with pytest.raises(ReplayError, match=r"the name of 2_\\xff.sql is not UTF-8"):
        discover(tmp_path)
