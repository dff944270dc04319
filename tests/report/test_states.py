"""Reports of sixteen states in each format, as golden texts; `make pictures` draws them.

`pytest tests/report/test_states.py --update-goldens` rewrites the texts, and `python -m tests.report.states.make` the stored views.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.report.states.texts import STATES, texts

GOLDEN = Path(__file__).parents[1] / "golden" / "states"


@pytest.mark.parametrize("state", STATES)
def test_texts(state: str, request: pytest.FixtureRequest) -> None:
    """Every text of a state is the one that was looked at."""
    for name, text in texts(state):
        path = GOLDEN / name
        if request.config.getoption("--update-goldens"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), name
