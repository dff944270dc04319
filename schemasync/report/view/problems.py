"""Describe problems in words, with their parts and fixes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from schemasync.core.fix import Fix, FixDirection
from schemasync.core.sync_status import EXTRA, MISSING, UNKNOWN
from schemasync.core.text import capitalized
from schemasync.core.wording import some
from schemasync.kinds import KINDS
from schemasync.kinds.described import described, display_name
from schemasync.kinds.kind import Severity
from schemasync.report.view.advice import file_not_run, recommendation, settling_file
from schemasync.report.view.body_names import BodyNames
from schemasync.report.view.fixes import FixView, fix_view, warnings_of
from schemasync.report.view.inventory import Inventory
from schemasync.report.view.model import ICONS
from schemasync.report.view.problem_view import UNKNOWN_CAUSE, FindingView, ProblemView
from schemasync.report.view.sizes import TableSizes
from schemasync.report.view.sql_layout import laid_out_alike
from schemasync.result import CheckResult
from schemasync.verdict.findings import MANUAL_CHANGE, Finding
from schemasync.verdict.problem import Problem, state_of

MOST_TOGETHER = 5
"""Greatest number of parts that are named as those that must be changed together."""
TITLES = {
    FixDirection.REPAIR: "Make the database what the migrations say",
    FixDirection.ADOPT: "Adopt the database's state into a new migration",
}
RENAME_TITLES = {
    FixDirection.REPAIR: "Rename it back in the database",
    FixDirection.ADOPT: "Rename it in a new migration",
}
ACCEPT_TITLE = "Accept the difference in schemasync.toml"
_NOT_REPLAYED = "an applied migration that may have made or changed it could not be replayed"
_SENTENCES = 4
_WIDE = 0x10000


def problem_view(
    number: int,
    problem: Problem,
    result: CheckResult,
    inventory: Inventory,
    bodies: BodyNames,
) -> ProblemView:
    """Describe one problem.

    Args:
        number: its place in the report.
        problem: to describe.
        result: of the check.
        inventory: objects of the report.
        bodies: what functions may need.
    """
    main, origin = problem.main, problem.origin
    fixes = _fixes(problem, result)
    unproven = _unproven(problem, fixes, result)
    return ProblemView(
        number=number,
        id=problem.id,
        title=capitalized(problem.title),
        top=display_name(main.top),
        tops=tuple(dict.fromkeys(display_name(finding.top) for finding in problem.findings)),
        status=problem.status,
        severity=problem.severity,
        area=inventory.area_of[main.top],
        sentence=_sentence(problem),
        impact=_impact(problem, bodies),
        recommendation=recommendation(problem, fixes, unproven, result),
        unproven=unproven,
        fixes=fixes,
        accepted=problem.accepted,
        icon=ICONS[problem.status],
        file=origin.file if origin else "",
        line=origin.line if origin else 0,
        cause=_cause(problem, result),
        settled_by=settling_file(problem, result.pending),
        together=parts_in_words(problem),
        parts=tuple(_part(finding) for finding in problem.findings),
    )


def _impact(problem: Problem, bodies: BodyNames) -> str:
    used = f"{capitalized(problem.main.impact)}." if problem.main.impact else ""
    return " ".join(filter(None, (used, bodies.sentence(problem))))


def _part(finding: Finding) -> FindingView:
    origin = finding.origin
    before, after = laid_out_alike(finding.before, finding.after)
    return FindingView(
        name=display_name(finding.ref),
        kind=KINDS[finding.ref.kind].label,
        status=finding.status,
        severity=finding.severity,
        sentence=" ".join(finding.sentences),
        attributes=finding.attributes,
        file=origin.file if origin else "",
        line=origin.line if origin else 0,
        ref=finding.ref,
        icon=ICONS[finding.status],
        before=before,
        after=after,
    )


def parts_in_words(problem: Problem) -> str:
    """The parts that differ in other ways than the main object, with what differs about each; empty where the title says it."""
    if problem.on_all and problem.status != UNKNOWN:
        return f"The access changed alike on all of them, as by one statement ON {problem.on_all}."
    parts = [f"{described(part.ref)} {state_of([part.ref.kind], part.status)}" for part in problem.together]
    return f"They must be changed together: {some(parts, most=MOST_TOGETHER)}." if parts else ""


def _sentence(problem: Problem) -> str:
    """The most serious sentences without duplicates, and those of the main object."""
    if problem.status == UNKNOWN:
        known = dict.fromkeys(_known_exposure(problem))
        return " ".join([*known, f"Nothing can be said about {'the rest' if known else 'it'}: {_NOT_REPLAYED}."])
    if problem.rename is not None:
        return " ".join(problem.sentences)
    worst = [s for f in problem.findings if f.severity == problem.severity for s in _beyond_title(f, problem)]
    chosen = list(dict.fromkeys([*worst, *_beyond_title(problem.main, problem)]))
    return " ".join(chosen[:_SENTENCES])


def _cause(problem: Problem, result: CheckResult) -> str:
    """The known cause; without a history a file that seems not to have run is one."""
    if problem.status == UNKNOWN:
        return UNKNOWN_CAUSE
    file = file_not_run(problem, result) if problem.cause == MANUAL_CHANGE else ""
    return f"{file} seems not to have run" if file else problem.cause


def _known_exposure(problem: Problem) -> Iterator[str]:
    """Sentences on access by what is known beside an unknown object, such as a view of it."""
    for finding in problem.findings:
        if finding.status != UNKNOWN and finding.severity == Severity.SECURITY:
            yield from finding.sentences


def _beyond_title(finding: Finding, problem: Problem) -> tuple[str, ...]:
    """The sentences of a finding; without the last one where the title says that it is missing, or only in the database."""
    titled = problem.main.status if finding is problem.main else problem.status
    if titled not in (EXTRA, MISSING) or (finding is problem.main and len(finding.sentences) == 1):
        return finding.sentences
    return finding.sentences[:-1]


def _unproven(problem: Problem, fixes: tuple[FixView, ...], result: CheckResult) -> str:
    """The reason why no repair is proven; empty if one is, or no reason is known."""
    repair = next((fix for fix in fixes if fix.direction == FixDirection.REPAIR), None)
    if repair is not None:
        return repair.reason
    excluded = next((str(why) for ref, why in result.repair.excluded.items() if ref in problem.refs), "")
    return _without_subject(excluded, problem)


def _fixes(problem: Problem, result: CheckResult) -> tuple[FixView, ...]:
    if problem.status == UNKNOWN:
        return ()
    titles = TITLES | (RENAME_TITLES if problem.renamed_to else {})
    found = (replace(fix, reason=_without_subject(fix.reason, problem)) for fix in result.fixes.get(problem.id, ()))
    fixes = [
        fix_view(
            fix, titles[fix.direction], _warnings(fix, problem, result) if fix.direction == FixDirection.REPAIR else ()
        )
        for fix in found
    ]
    fixes.append(FixView(None, ACCEPT_TITLE, accept_entry(problem), proven=True))
    return tuple(fixes)


def _without_subject(reason: str, problem: Problem) -> str:
    """A reason without the name of the problem's own object, below whose title it stands."""
    return reason.removeprefix(f"{described(problem.main.ref)}: ")


def _warnings(fix: Fix, problem: Problem, result: CheckResult) -> tuple[str, ...]:
    """Hazards of a repair in words, with the size of the table that it concerns."""
    words = warnings_of(fix)
    size = TableSizes(result.actual).of(problem.main.top) if words else ""
    return (*words, *([size] if size else []))


def accept_entry(problem: Problem, reason: str = "why this difference is intended", until: str = "") -> str:
    """Entry of schemasync.toml that accepts a problem: it names the main object, which stands for all.

    Where privileges differ, each role has an entry, so that none accepts what another role gets later.
    """
    last_day = f"until = {until}\n" if until else ""
    return "\n".join(
        f'[[accept]]\nobject = "{toml(display_name(finding.ref))}"\nkind = "{finding.ref.kind}"\n'
        f'status = "{finding.status}"\nreason = "{toml_string(reason)}"\n{last_day}'
        for finding in problem.decisive
    )


def toml(text: str) -> str:
    """Escape a text for the inside of a TOML string that is a pattern."""
    return toml_string("".join(f"[{char}]" if char in "*?[" else char for char in text))


def toml_string(text: str) -> str:
    """Escape a text for the inside of a TOML string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return "".join(
        char if char.isprintable() else f"\\u{ord(char):04x}" if ord(char) < _WIDE else f"\\U{ord(char):08x}"
        for char in escaped
    )
