"""Privileges in words, as the title of a problem has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from schemasync.core.model import Ref
from schemasync.core.wording import listed
from schemasync.kinds.described import described
from schemasync.kinds.grants_on_all import on_all
from schemasync.verdict.findings import count


def access_to(refs: Sequence[Ref]) -> str:
    """`access of anon and authenticated to table public.t`, if the references are privileges of roles on one object.

    On several objects of one type and schema: `access of anon to three tables and one view in schema public`; else empty.
    """
    main, *_ = refs
    if main.of is None or not all(ref.path for ref in refs):
        return ""
    roles = listed(sorted({ref.path[0] for ref in refs}))
    if len({ref._replace(path=()) for ref in refs}) == 1:
        return described(main._replace(path=(roles,)))
    if not on_all(refs):
        return ""
    kinds = Counter(subject.kind for subject in {ref.subject for ref in refs})
    objects = listed([count(number, kind) for kind, number in kinds.most_common()])
    return f"access of {roles} to {objects} in schema {main.of.path[0]}"
