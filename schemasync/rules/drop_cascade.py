"""DROP … CASCADE that drops more than it names."""

from __future__ import annotations

from collections.abc import Iterator

from schemasync.core.model import PART, Ref
from schemasync.core.wording import some
from schemasync.kinds import KINDS
from schemasync.kinds._described import described
from schemasync.migrations.statements import enum_name
from schemasync.rules._context import PendingStatement, once_per_check
from schemasync.rules._rule import Match, Rule, RuleContext, Severity
from schemasync.rules._statements import alter_commands, traced

CASCADE = "DROP_CASCADE"


def cascades(statement: PendingStatement) -> bool:
    """Whether a statement drops with CASCADE."""
    if statement.source.node == "drop_stmt":
        return enum_name(statement.source.tree, "behavior") == CASCADE
    return any(
        name in ("AT_DropColumn", "AT_DropConstraint") and enum_name(command, "behavior") == CASCADE
        for name, command in alter_commands(statement)
    )


@once_per_check
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
        gone = [change.ref for change in seen.changes if change.action == "drop"]
        named = {ref for ref in gone if names(statement, ref)}
        others = [
            ref
            for ref in gone
            if ref not in named and not is_part(context, ref, named) and ref not in context.after.objects
        ]
        if named and others:
            sentence = (
                f"CASCADE also drops {some([described(ref) for ref in sorted(others)])}. Drop what is "
                "meant to go by name, so that nothing else goes."
            )
            yield Match(seen.place, min(named), sentence)


def names(statement: PendingStatement, ref: Ref) -> bool:
    """Whether the statement itself names an object as one to drop."""
    tree = statement.source.tree
    if statement.source.node == "drop_stmt":
        parts = {tuple(_parts(item)) for item in tree.objects}
        return any(ref.path[: len(path)] == path or ref.path[1 : 1 + len(path)] == path for path in parts if path) and (
            len(ref.path) <= 3  # noqa: PLR2004
        )
    wanted = {command.name for name, command in alter_commands(statement) if name.startswith("AT_Drop")}
    return ref.path[-1] in wanted and ref.path[1:2] == (tree.relation.relname,)


def _parts(item: object) -> Iterator[str]:
    """The names of an object in a DROP."""
    which = item.WhichOneof("node")  # type: ignore[attr-defined]
    node = getattr(item, which)
    if which == "string":
        yield node.sval
    elif which == "list":
        yield from (part.string.sval for part in node.items if part.WhichOneof("node") == "string")
    elif which == "type_name":
        yield from (part.string.sval for part in node.names)
    elif which == "object_with_args":
        yield from (part.string.sval for part in node.objname)


def is_part(context: RuleContext, ref: Ref, named: set[Ref]) -> bool:
    """Whether an object is a part of one that is named."""
    seen: set[Ref] = set()
    while ref not in seen:
        seen.add(ref)
        if ref in named:
            return True
        ref = whole(context).get(ref, ref)
    return False


RULE = Rule("drop-cascade", "DROP … CASCADE drops more than it names", Severity.BREAKING, check)
