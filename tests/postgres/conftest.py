"""Servers of somebody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.plugins.servers import MAJORS
from tests.postgres.external_service import Service, service


@pytest.fixture(scope="module", params=MAJORS, ids=lambda major: f"pg{major}")
def plain(request: pytest.FixtureRequest) -> Iterator[Service]:
    yield from service(request.param)


@pytest.fixture(scope="module")
def newest() -> Iterator[Service]:
    yield from service(17)
