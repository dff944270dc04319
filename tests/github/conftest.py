"""The stand-in as a fixture."""

from collections.abc import Iterator

import pytest

from tests.github.standin import GitHubStandIn


@pytest.fixture
def gh() -> Iterator[GitHubStandIn]:
    """A stand-in; afterwards no violation may be left that the test didn't take, and no fault."""
    with GitHubStandIn() as stand_in:
        yield stand_in
    assert stand_in.take_violations() == []
    assert stand_in.faults_left == 0
