"""Write the comparison of two databases for a terminal, as Markdown, as a page and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from schemasync.core.compare import compare, unmodeled_objects
from schemasync.core.model import Snapshot
from schemasync.core.plan import Plan
from schemasync.core.sync_status import EXTRA, MISSING, PARTIAL
from schemasync.core.text import line
from schemasync.kinds.described import display_name
from schemasync.report.formats.markdown import code, fence, plain
from schemasync.verdict.findings import Finding, make_findings


@dataclass(frozen=True, slots=True)
class DiffView:
    """Differences between two databases, and the plan that leads from the first to the second.

    Attributes:
        differences: findings; the first database is the "database", the second the "migrations".
        plan: its statements.
        unmodeled: objects that were not compared.
        notes: remarks.
    """

    differences: tuple[Finding, ...]
    plan: Plan
    unmodeled: tuple[str, ...]
    notes: tuple[str, ...] = ()


def diff_view(before: Snapshot, after: Snapshot, plan: Plan, notes: tuple[str, ...] = ()) -> DiffView:
    """Compare two snapshots; `before` takes the place of the database, `after` that of the migrations."""
    findings = make_findings(compare(before, after), before, after, {})
    return DiffView(findings, plan, unmodeled_objects(before, after), notes)


def render_diff(view: DiffView, format_: str) -> str:
    """Write a comparison in a format: `terminal`, `markdown`, `html` or `json`."""
    return {"json": _json, "markdown": _markdown, "html": _html}.get(format_, _terminal)(view)


def _html(view: DiffView) -> str:
    from schemasync.report.formats.html import environment  # noqa: PLC0415  other formats need no page

    rows = [
        {
            "word": _WORDS[f.status], "status": f.status, "kind": f.ref.kind.replace("_", " "), "name": display_name(f.ref),
            "severity": str(f.severity), "attributes": f.attributes,
        }
        for f in view.differences
    ]  # fmt: skip
    title = _count(len(rows))
    return environment().get_template("diff.html.j2").render(
        view=view, rows=rows, title=title, script_sql=view.plan.script()
    )  # fmt: skip


def _count(count: int) -> str:
    return f"{count or 'no'} {'difference' if count == 1 else 'differences'}"


def _json(view: DiffView) -> str:
    findings: list[dict[str, Any]] = [
        {
            "ref": f.ref.as_dict(),
            "status": f.status,
            "severity": str(f.severity),
            "sentence": " ".join(f.sentences),
            "attributes": [{"name": name, "before": old, "after": new} for name, old, new in f.attributes],
            "refs": [ref.as_dict() for ref in f.refs],
        }
        for f in view.differences
    ]
    statements = [
        {"sql": s.sql.text, "action": s.action, "hazards": [str(h) for h in s.sql.hazards]}
        for s in view.plan.statements
    ]
    answer = {"in_sync": not findings, "findings": findings, "plan": statements, "script": view.plan.script(), "not_compared": list(view.unmodeled),
              "notes": list(view.notes)}  # fmt: skip
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


_WORDS = {MISSING: "added", EXTRA: "removed", PARTIAL: "changed"}


def _terminal(view: DiffView) -> str:
    lines = [
        f"{_WORDS[f.status]:8} {f.ref.kind.replace('_', ' ')} {line(display_name(f.ref))}" for f in view.differences
    ]
    lines += [f"not compared: {line(name)}" for name in view.unmodeled]
    lines += [f"note: {line(note)}" for note in view.notes]
    lines.append(_count(len(view.differences)))
    return "\n".join(lines) + "\n"


def _markdown(view: DiffView) -> str:
    notes = [f"- not compared: {plain(name)}" for name in view.unmodeled]
    notes += [f"- {plain(note)}" for note in view.notes]
    if not view.differences:
        return "\n".join(["✅ No differences.", *([""] if notes else []), *notes]) + "\n"
    rows = [
        f"| {_WORDS[f.status]} | {f.ref.kind.replace('_', ' ')} | {code(display_name(f.ref))} | {f.severity} |"
        for f in view.differences
    ]
    head = ["| | Kind | Object | Severity |", "| :--- | :--- | :--- | :--- |"]
    return "\n".join([*head, *rows, "", fence(view.plan.script()), "", *notes]) + "\n"
