"""DROP … CASCADE that drops more than it names."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import PART, Ref
from schemasync.core.once import once_per_context
from schemasync.core.trace import ChangeAction
from schemasync.core.wording import some
from schemasync.kinds import KINDS
from schemasync.kinds.described import described
from schemasync.migrations.statements import RUNS_CODE, enum_name
from schemasync.rules.context import PendingStatement
from schemasync.rules.rule import Match, Rule, RuleContext, Severity
from schemasync.rules.statements import alter_commands, traced

CASCADE = "DROP_CASCADE"


def cascades(statement: PendingStatement) -> bool:
    """Whether a statement drops with CASCADE, or runs code, which may."""
    if statement.source.node in (*RUNS_CODE, "drop_owned_stmt"):
        return True
    if statement.source.node == "drop_stmt":
        return enum_name(statement.source.tree, "behavior") == CASCADE
    return any(
        name in ("AT_DropColumn", "AT_DropConstraint") and enum_name(command, "behavior") == CASCADE
        for name, command in alter_commands(statement)
    )


@once_per_context
def whole(context: RuleContext) -> dict[Ref, Ref]:
    """Part → the object that it is a part of, before."""
    found = {edge.dependent: edge.referenced for edge in context.unrenamed.edges if edge.type == PART}
    for ref, model in context.unrenamed.objects.items():
        parent = KINDS[ref.kind].parent
        if ref not in found and parent and (of := parent(ref, model)):
            found[ref] = of
    return found


def check(context: RuleContext) -> Iterator[Match]:
    for seen, statement in traced(context):
        if not cascades(statement):
            continue
        gone = {change.ref: change.cascaded for change in seen.changes if change.action == ChangeAction.DROP}
        named = {ref for ref, cascaded in gone.items() if not cascaded}
        others = [
            ref
            for ref, cascaded in gone.items()
            if cascaded and not is_part(context, ref, named) and ref not in context.after.objects
        ]
        if named and others:
            sentence = (
                f"CASCADE also drops {some([described(ref) for ref in sorted(others)])}. Drop what is "
                "meant to go by name, so that nothing else goes."
            )
            yield Match(seen.place, min(named), sentence)


def is_part(context: RuleContext, ref: Ref, named: set[Ref]) -> bool:
    """Whether an object is a part of one that is named, or in a schema that is."""
    if Ref("schema", ref.path[:1]) in named:
        return True
    seen: set[Ref] = set()
    while ref not in seen:
        seen.add(ref)
        if ref in named:
            return True
        ref = whole(context).get(ref, ref)
    return False


RULE = Rule("drop-cascade", "DROP … CASCADE drops more than it names", Severity.BREAKING, check)
