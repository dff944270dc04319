"""Targets whose server has roles of their own, and what a report says of these."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from schemasync.config.settings import settings_from
from schemasync.pipeline import check
from schemasync.postgres.shadow import ADMIN, ShadowServer
from schemasync.report.formats.json import as_dict
from schemasync.report.view.view import make_view

HISTORY = """
CREATE SCHEMA IF NOT EXISTS supabase_migrations;
CREATE TABLE supabase_migrations.schema_migrations (version text NOT NULL PRIMARY KEY, statements text[], name text);
"""
TABLE = "CREATE TABLE public.t (id integer);\n"
_numbers = itertools.count(1)


class Target:
    """A database that stands for a project, on a server of its own: the server's roles are compared."""

    def __init__(self, server: ShadowServer, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.database = f"target_{next(_numbers)}"
        server.create_database(self.database)

    def check(
        self,
        files: Mapping[str, str],
        sql: str = "",
        admin_sql: str = "",
        recorded: Mapping[str, list[str]] | None = None,
    ) -> dict[str, Any]:
        """The report for a folder against the project; the first file is recorded unless `recorded` says otherwise.

        Args:
            files: name → SQL.
            sql: run by the project's role.
            admin_sql: run by the superuser after it.
            recorded: version → statements.
        """
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        first = next(iter(files))
        with self.server.connect(self.database) as connection:
            connection.execute(sql.encode())
        with self.server.connect(self.database, ADMIN) as connection:
            connection.execute((HISTORY + admin_sql).encode())
            for row in (recorded or {first.partition("_")[0]: [files[first]]}).items():
                connection.execute("INSERT INTO supabase_migrations.schema_migrations VALUES (%s, %s, 'x')", row)
        url = self.server.url(self.database, ADMIN)
        return as_dict(make_view(check(settings_from(migrations=self.folder, database_url=url))))


def findings(report: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """Status and severity of each finding by its kind and name."""
    return {
        f"{item['ref']['kind']} {item['name']}": (item["status"], item["severity"])
        for problem in report["problems"]
        for item in problem["findings"]
    }


def problem_of(report: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The problem that an object's finding belongs to."""
    return next(problem for problem in report["problems"] if name in {item["name"] for item in problem["findings"]})


def fix(report: Mapping[str, Any], name: str, direction: str) -> tuple[str, bool]:
    """SQL of a problem's fix, and whether it is proven."""
    found = next(item for item in problem_of(report, name)["fixes"] if item["direction"] == direction)
    return found["sql"].strip(), found["proven"]
