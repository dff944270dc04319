"""Say which problems a function needs settled before it can run, as PostgreSQL records no dependency on names in its body.

The boundary: a name in a body may be that of a variable or of a column, so the sentence is worded as a guess.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from schemasync.core.model import Model, Ref, Snapshot
from schemasync.core.parser import identifiers
from schemasync.core.sync_status import EXTRA, MISSING
from schemasync.core.wording import some
from schemasync.kinds import KINDS
from schemasync.kinds.described import described
from schemasync.verdict.problem import Problem, state_of

_QUALIFIED = 2
"""Number of names in the path of an object with a schema."""


class BodyNames:
    """The objects that one side lacks, by the names that the bodies of functions can have for them."""

    def __init__(self, problems: Iterable[Problem], actual: Snapshot, expected: Snapshot) -> None:
        """Index the main objects of problems.

        Args:
            problems: all of them.
            actual: state of the target.
            expected: state that the migrations define.
        """
        self._sides: Mapping[str, Mapping[Ref, Model]] = {MISSING: expected.objects, EXTRA: actual.objects}
        self._by_name: dict[tuple[str, str], list[Problem]] = defaultdict(list)
        for problem in problems:
            ref, kind = problem.main.ref, KINDS[problem.main.ref.kind]
            if len(ref.path) >= _QUALIFIED and kind.parent is None and not kind.satellite and not kind.subobject:
                self._by_name[problem.status, ref.path[1]].append(problem)

    def sentence(self, problem: Problem) -> str:
        """A sentence on objects of other problems that the bodies of a problem's functions seem to name; empty if none does."""
        return " ".join(filter(None, (self._of(finding.ref, problem) for finding in problem.findings)))

    def _of(self, ref: Ref, problem: Problem) -> str:
        names = sorted(set(self._names(ref, problem.status)))
        others = [other for name in names for other in self._by_name.get((problem.status, name), ())]
        needed = [described(other.main.ref) for other in others if other is not problem]
        if not needed:
            return ""
        body = "Its body" if ref == problem.main.ref else f"The body of {described(ref)}"
        state = state_of([ref.kind], problem.status, len(needed))
        return f"{body} seems to name {some(needed)}, which {state}, too."

    def _names(self, ref: Ref, status: str) -> Iterable[str]:
        """Every identifier in the body of a function."""
        body, model = KINDS[ref.kind].code.function_body, self._sides.get(status, {}).get(ref)
        return identifiers(body(model)) if body is not None and model is not None else ()
