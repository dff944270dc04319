"""docs/coverage.md is what the code says."""

from __future__ import annotations

from tools.coverage import ROOT, page


def test_the_page_is_up_to_date() -> None:
    assert (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8") == page(), "run `make coverage`"
