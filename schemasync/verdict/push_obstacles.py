"""Reasons for which `supabase db push` refuses before it runs anything, and the commands that settle them."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from schemasync.core.sql import literal
from schemasync.migrations.history import NAME
from schemasync.migrations.push import NULL_VERSION, PushPlan
from schemasync.migrations.status import EDITED, REMOTE_ONLY, RENUMBERED, UNRECORDED, MigrationStatus
from schemasync.supabase.cli import Cli

_NAMED = 5
"""Files or versions that a sentence names."""
_STAMP, _DATE = "%Y%m%d%H%M%S", "%Y%m%d"


@dataclass(frozen=True, slots=True)
class Push:
    """How the team pushes.

    Attributes:
        folder: of the migrations, as commands name it.
        include_all: with `--include-all`: files that are older than a recorded version run too.
        cli: whose commands the verdict names.
    """

    folder: str = "supabase/migrations"
    include_all: bool = False
    cli: Cli = field(default_factory=Cli)


class Obstacle(NamedTuple):
    """A sentence, the commands that settle it (one a line), and the file at fault; empty if there is none."""

    sentence: str
    command: str
    file: str = ""


def obstacles(plan: PushPlan, statuses: Sequence[MigrationStatus], push: Push) -> tuple[Obstacle, ...]:
    """Everything that makes the push refuse; empty if nothing does.

    Args:
        plan: of the push.
        statuses: of all migrations.
        push: how the team pushes.
    """
    renamed = [item for item in statuses if item.status == RENUMBERED and item.recorded_as in plan.remote_only]
    explained = {item.recorded_as for item in renamed}
    missing = [version for version in plan.remote_only if version not in explained]
    late = [] if push.include_all else [item for item in plan.out_of_order if item not in renamed]
    return (
        *_renamed(renamed, push),
        *_missing(missing, statuses, push),
        *_late(late, plan, statuses, push),
        *_duplicate(plan, statuses, push),
    )


def _renamed(renamed: Sequence[MigrationStatus], push: Push) -> Iterator[Obstacle]:
    for item in renamed:
        sentence = f"{item.file} ran as version {item.recorded_as} and was renamed afterwards."
        yield Obstacle(sentence, _rename(push, item.file, f"{item.recorded_as}_{item.name}.sql"), item.file)


def _missing(missing: Sequence[str], statuses: Sequence[MigrationStatus], push: Push) -> Iterator[Obstacle]:
    """Versions of the history that the folder lacks."""
    impossible = [version for version in missing if not (version.isascii() and version.isdigit())]
    if NULL_VERSION in impossible:
        yield Obstacle("The history has a row without a version (NULL).", f"DELETE FROM {NAME} WHERE version IS NULL;")
    if named := [version for version in impossible if version != NULL_VERSION]:
        sentence = f"The history has {_some(named)}, which no file can have as its version."
        yield Obstacle(sentence, f"DELETE FROM {NAME} WHERE version IN ({', '.join(map(literal, named))});")
    if lost := [version for version in missing if version not in impossible]:
        yield _lost(lost, statuses, push)


def _lost(lost: Sequence[str], statuses: Sequence[MigrationStatus], push: Push) -> Obstacle:
    """Versions for which the folder once had a file, or another branch has one."""
    known = {item.version: item for item in statuses if item.status == REMOTE_ONLY}
    files = [known[version].file if version in known else version for version in lost]
    revert = push.cli.repair("reverted", *dict.fromkeys(lost))
    if squashed := _squash(lost, statuses):
        record = [push.cli.repair("applied", squashed.version)] if squashed.status == UNRECORDED else []
        sentence = f"The folder was squashed into {squashed.file}, and the history still has {_some(lost)}."
        return Obstacle(sentence, "\n".join([revert, *record]), squashed.file)
    if all(version in known and known[version].statements for version in lost):
        sentence = (
            f"The database has {_some(files)}, which the folder lacks: merge the branch that has it, or fetch it."
        )
        return Obstacle(sentence, push.cli.fetch())
    if any(version in known for version in lost):
        sentence = f"The history has {_some(files)}, which the folder lacks, and does not keep what was run: merge the "
        return Obstacle(f"{sentence}branch that has it, or take it out of the history.", revert)
    return Obstacle(f"The history has {_some(lost)} more than once.", revert)


def _squash(lost: Sequence[str], statuses: Sequence[MigrationStatus]) -> MigrationStatus | None:
    """The file that stands for all older ones: `supabase migration squash` leaves it as the first of the folder."""
    local = [item for item in statuses if item.status != REMOTE_ONLY]
    first = min(local, key=lambda item: item.version, default=None)
    if first is None or first.status not in (EDITED, UNRECORDED):
        return None
    return first if len(lost) > 1 and first.version > max(lost) else None


def _late(
    late: Sequence[MigrationStatus], plan: PushPlan, statuses: Sequence[MigrationStatus], push: Push
) -> Iterator[Obstacle]:
    """Files that are older than a recorded version."""
    newest, taken = _newest(statuses, plan), {item.version for item in statuses}
    commands = []
    for item in late:
        newest = _following(newest, taken)
        taken.add(newest)
        commands.append(_rename(push, item.file, f"{newest}_{item.name}.sql"))
    if late:
        verb = "is older than a version" if len(late) == 1 else "are older than versions"
        sentence = (
            f"{_some([item.file for item in late])} {verb} that the database has; only --include-all would run it."
        )
        yield Obstacle(sentence, "\n".join(commands), late[0].file)


def _duplicate(plan: PushPlan, statuses: Sequence[MigrationStatus], push: Push) -> Iterator[Obstacle]:
    """Files whose version is recorded, or will be, for another file."""
    newest, taken = _newest(statuses, plan), {item.version for item in statuses}
    for item, other in plan.duplicates:
        version = _following(max(newest, item.version), taken)
        taken.add(version)
        sentence = f"{item.file} has the version of {other}, and a version is recorded once."
        yield Obstacle(sentence, _rename(push, item.file, f"{version}_{item.name}.sql"), item.file)


def _newest(statuses: Sequence[MigrationStatus], plan: PushPlan) -> str:
    """The newest version that the history has."""
    waiting = {item.file for item in plan.files}
    versions = [item.version for item in statuses if item.file not in waiting]
    versions += [item.recorded_as for item in statuses]
    return max((version for version in versions if version.isascii() and version.isdigit()), default="0")


def _following(version: str, taken: Collection[str]) -> str:
    """The next free version, as text: a second later, so that it stays before every file that is newer."""
    while True:
        version = _successor(version)
        if version not in taken:
            return version


def _successor(version: str) -> str:
    for form, width in ((_STAMP, 14), (_DATE, 8)):
        if len(version) == width:
            try:
                moment = dt.datetime.strptime(version, form).replace(tzinfo=dt.UTC)
            except ValueError:
                continue
            return (moment + dt.timedelta(seconds=1)).strftime(_STAMP)
    larger = str(int(version) + 1).zfill(len(version))
    return larger if len(larger) == len(version) else f"{version}1"


def _rename(push: Push, old: str, new: str) -> str:
    return " ".join(["git mv", *(shlex.quote(f"{push.folder}/{name}") for name in (old, new))])


def _some(names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return f"{', '.join(names[:_NAMED])} and {len(names) - _NAMED} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
