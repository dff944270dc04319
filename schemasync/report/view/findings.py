"""Describes findings, with the fixes of each."""

from __future__ import annotations

from schemasync.kinds import KINDS
from schemasync.report.view.history import Past
from schemasync.report.view.inventory import Tree
from schemasync.report.view.model import ICONS, FindingView, Fix
from schemasync.report.view.sql_layout import laid_out
from schemasync.result import CheckResult
from schemasync.verdict.areas import display_name
from schemasync.verdict.findings import EXTRA, MISSING, UNKNOWN, Finding

TITLES = {
    "repair": "Make the database what the migrations say",
    "adopt": "Adopt the database's state into a new migration",
}


def finding_view(number: int, finding: Finding, outcome: CheckResult, tree: Tree, past: Past) -> FindingView:
    origin = finding.origin
    return FindingView(
        number=number,
        name=display_name(finding.ref),
        kind=KINDS[finding.ref.kind].label,
        top=display_name(finding.top),
        status=finding.status,
        severity=str(finding.severity),
        area=tree.area_of[finding.top],
        sentence=" ".join(finding.sentences),
        attributes=finding.attributes,
        origin=f"{origin.file}:{origin.line}" if origin else "",
        impact=f"{finding.impact[0].upper()}{finding.impact[1:]}." if finding.impact else "",
        recommendation=_recommendation(finding),
        fixes=_fixes(finding, outcome),
        accepted=finding.accepted,
        ref=finding.ref,
        icon=ICONS[finding.status],
        file=origin.file if origin else "",
        line=origin.line if origin else 0,
        cause="unknown" if finding.status == UNKNOWN else finding.cause,
        before=laid_out(finding.before),
        after=laid_out(finding.after),
        since=past.of(finding.ref) if finding.accepted is None else "",
    )


def _recommendation(finding: Finding) -> str:
    if finding.renamed:
        side = "migrations define" if finding.status == EXTRA else "database has"
        return f"Perhaps it was renamed: the {side} {finding.renamed}, which is alike. A rename keeps what is in it."
    if finding.status == UNKNOWN:
        return "A migration that speaks of it could not be replayed; mend that first."
    if finding.status == EXTRA:
        return "Keep it and adopt it into a migration, or drop it if nothing needs it."
    if finding.status == MISSING:
        return "Run the SQL below: the migrations define it, the database lacks it."
    return "Run the SQL below to bring the database back to the migrations, or adopt the change into a migration."


def _fixes(finding: Finding, outcome: CheckResult) -> tuple[Fix, ...]:
    if finding.status == UNKNOWN:
        return ()
    fixes = [
        Fix(fix.direction, TITLES[fix.direction], fix.plan.script(), fix.proven, fix.hazards)
        for fix in outcome.fixes.get(finding.ref, ())
    ]
    entry = (
        f'[[accept]]\nobject = "{toml(display_name(finding.ref))}"\nkind = "{finding.ref.kind}"\n'
        f'status = "{finding.status}"\nreason = "why this difference is intended"\n'
    )
    fixes.append(Fix("accept", "Accept the difference in schemasync.toml", entry, proven=True))
    return tuple(fixes)


def toml(text: str) -> str:
    escaped = "".join(f"[{char}]" if char in "*?[" else char for char in text)
    escaped = escaped.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}" if ord(char) < _WIDE else f"\\U{ord(char):08x}"
        for char in escaped
    )


_WIDE = 0x10000
