"""Facts that any object can have belong to that object, and are compared wherever it is."""

from __future__ import annotations

from pathlib import Path

from schemasync.config.settings import settings_from
from schemasync.core.model import Ref
from schemasync.kinds.described import display_name
from schemasync.pipeline import check
from schemasync.postgres.shadow import ADMIN, ShadowServer
from tests.references import reference

MADE = """
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE SCHEMA app;
CREATE FUNCTION app.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
"""


def test_a_dependency_on_an_extension_belongs_to_the_schema_of_its_object(shadow: ShadowServer, tmp_path: Path) -> None:
    """Where only one schema is compared, a missing DEPENDS ON EXTENSION of its function is found."""
    (tmp_path / "1_a.sql").write_text(f"{MADE} ALTER FUNCTION app.f() DEPENDS ON EXTENSION pg_trgm;")
    shadow.create_database("identity_of_dependency")
    with shadow.connect("identity_of_dependency") as connection:
        connection.execute(MADE.encode())
    url = shadow.url("identity_of_dependency", ADMIN)
    found = check(settings_from(migrations=tmp_path, database_url=url, schemas=("app",)))
    missing = reference("extension_dependency", "function", "app", "f", "", "pg_trgm")
    assert [(finding.ref, finding.status) for finding in found.findings] == [(missing, "MISSING")]


def test_a_reference_survives_json() -> None:
    """A reference that `as_dict` wrote is read back, with the object that a fact belongs to."""
    for ref in (Ref("table", ("app", "t")), reference("grant", "column", "app", "t", "c", "anon")):
        assert Ref.from_dict(ref.as_dict()) == ref


def test_names_of_facts() -> None:
    """A fact is called as its object, and by what tells it from others of the same kind."""
    assert display_name(reference("comment", "table", "app", "t")) == "app.t"
    assert display_name(reference("grant", "function", "app", "f", "integer", "anon")) == "app.f(integer).anon"
    assert str(reference("grant", "table", "app", "t", "anon")) == "grant anon of table app.t"
