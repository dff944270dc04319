"""Find names in function bodies: PostgreSQL records no dependency on them, yet they must exist when the body runs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

import postgast

from schemasync.core.model import Ref, Snapshot
from schemasync.kinds import KINDS
from schemasync.plan.toposort import Step


def spoken_of(steps: Collection[Step], creates: Collection[Ref], after: Snapshot) -> Iterator[tuple[Step, Step]]:
    """(creation, step) where the step evaluates a function whose body names what is created.

    A default is evaluated for the rows that exist, a check for each of them, an index, a materialized view.
    """
    named: dict[str, list[Ref]] = defaultdict(list)
    for ref in creates:
        kind = KINDS[ref.kind]
        if not kind.satellite and not kind.subobject and kind.parent is None:
            named[ref.path[1] if len(ref.path) > 1 else ref.path[0]].append(ref)
    evaluating = [
        step for step in steps if step.action in ("create", "alter") and KINDS[step.ref.kind].code.calls_dependencies
    ]
    if not named or not evaluating:
        return
    reader = _Reader(named, after)
    for step in evaluating:
        for other in reader.reached(step.ref):
            yield Step("create", other), step


def built_of(alters: Collection[Ref], creates: Collection[Ref], after: Snapshot) -> Iterator[tuple[Step, Step]]:
    """(creation, alteration) where an expression builds a whole (a table's row) of which a part is created."""
    parts: dict[Ref, list[Ref]] = defaultdict(list)
    for dependent, referenced, type_ in after.edges:
        if type_ == "s" and dependent in creates:
            parts[referenced].append(dependent)
    for dependent, referenced, type_ in after.edges:
        if type_ == "n" and dependent in alters and KINDS[dependent.kind].code.calls_dependencies:
            for part in parts.get(referenced, ()):
                yield Step("create", part), Step("alter", dependent)


class _Reader:
    def __init__(self, named: Mapping[str, list[Ref]], after: Snapshot) -> None:
        self.named, self.after = named, after
        self.uses: dict[Ref, list[Ref]] = defaultdict(list)
        for dependent, referenced, type_ in after.edges:
            if type_ != "s" and not KINDS[referenced.kind].code.calls_dependencies:
                self.uses[dependent].append(referenced)
        self.words: dict[Ref, tuple[Ref, ...]] = {}

    def reached(self, ref: Ref) -> set[Ref]:
        """Objects named by the bodies of all functions that an object calls, directly or through others."""
        queue, seen, found = [ref], {ref}, set[Ref]()
        while queue:
            one = queue.pop()
            said = self._said(one)
            found.update(said)
            for other in (*self.uses.get(one, ()), *said):
                if other not in seen:
                    seen.add(other)
                    queue.append(other)
        return found

    def _said(self, ref: Ref) -> tuple[Ref, ...]:
        body = KINDS[ref.kind].code.function_body
        if body is None or ref not in self.after.objects:
            return ()
        if ref not in self.words:
            names = set(_names(body(self.after.objects[ref])))
            self.words[ref] = tuple(other for name in names for other in self.named.get(name, ()) if other != ref)
        return self.words[ref]


def _names(body: str) -> Iterator[str]:
    """Every identifier of a text, as SQL's own scanner sees it."""
    data = body.encode()
    try:
        tokens = postgast.scan(body).tokens
    except postgast.PgQueryError:
        return
    for token in tokens:
        word = data[token.start : token.end].decode(errors="replace")
        if word.startswith('"'):
            yield word[1:-1].replace('""', '"')
        elif word[:1].isalpha() or word[:1] == "_":
            yield word.lower()
