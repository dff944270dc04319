"""Findings in words, with the ways to settle each."""

from __future__ import annotations

from schemasync.core.errors import PlanError
from schemasync.core.model import Plan, Ref, Statement
from schemasync.kinds import KINDS
from schemasync.plan.build import build
from schemasync.prove.proof import Proof
from schemasync.report.view.history import Past
from schemasync.report.view.inventory import Tree
from schemasync.report.view.model import ICONS, FindingView, Fix
from schemasync.result import Outcome
from schemasync.supabase.scope import restrict
from schemasync.verdict.areas import display_name
from schemasync.verdict.findings import EXTRA, MISSING, UNKNOWN, Finding


def finding_view(number: int, finding: Finding, outcome: Outcome, tree: Tree, past: Past) -> FindingView:
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
        before=finding.before,
        after=finding.after,
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


def _fixes(finding: Finding, outcome: Outcome) -> tuple[Fix, ...]:
    if finding.status == UNKNOWN:
        return ()
    fixes = []
    for option, title, proof in (
        ("repair", "Make the database what the migrations say", outcome.repair),
        ("adopt", "Adopt the database's state into a new migration", outcome.adopt),
    ):
        sql, hazards = _part(option, outcome, proof, finding)
        if sql:
            fixes.append(Fix(option, title, sql, proof.settles(finding.refs), hazards))
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


def _alone(option: str, outcome: Outcome, wanted: frozenset[Ref]) -> list[Statement]:
    """The statements for these references alone, where the plan does them along with others."""
    actual, expected = outcome.actual, outcome.replayed.snapshot
    before, after = (actual, expected) if option == "repair" else (expected, actual)
    try:
        return list(build(before, restrict(before, after, wanted), outcome.role).statements)
    except PlanError:
        return []


def _part(option: str, outcome: Outcome, proof: Proof, finding: Finding) -> tuple[str, tuple[str, ...]]:
    """The statements of a plan that speak of a finding."""
    wanted = set(finding.refs)
    chosen = [statement for statement in proof.plan.statements if wanted & set(statement.refs)]
    if not wanted.isdisjoint(proof.left_out) or any(statement.ref not in wanted for statement in chosen):
        chosen = _alone(option, outcome, frozenset(wanted)) or chosen
    hazards = dict.fromkeys(str(hazard) for statement in chosen for hazard in statement.sql.hazards)
    return Plan(tuple(chosen)).script(), tuple(hazards)
