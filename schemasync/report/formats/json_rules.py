"""Write broken rules and gained access of the pull request for `report.json`."""

from __future__ import annotations

from typing import Any

from schemasync.report.view.rules import ReviewView


def rules_as_dict(view: ReviewView) -> dict[str, Any]:
    """`rules[]` and `access[]` of `pull_request`."""
    return {
        "rules": [
            {
                "id": rule.id,
                "title": rule.title,
                "level": rule.level,
                "file": rule.file or None,
                "line": rule.line or None,
                "ref": rule.ref.as_dict() if rule.ref else None,
                "name": rule.name,
                "sentence": rule.sentence,
                "fix": rule.fix,
                "ignored": rule.ignored,
                "link": rule.link,
            }
            for rule in view.rules
        ],
        "access": [
            {
                "ref": gain.ref.as_dict(),
                "name": gain.name,
                "roles": list(gain.roles),
                "actions": list(gain.actions),
                "every_row": gain.every_row,
                "file": gain.file or None,
                "line": gain.line or None,
                "sentence": gain.sentence,
            }
            for gain in view.access
        ],
    }
