"""Find the reasons for which `supabase db push` refuses before it runs anything, and the commands that remove them."""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from schemasync.config.other_branches import OtherBranches, version_of
from schemasync.core.source_line import SourceLine
from schemasync.core.sql import literal
from schemasync.core.wording import some
from schemasync.migrations.history import NAME
from schemasync.migrations.push import NULL_VERSION, PushPlan
from schemasync.migrations.status import (
    EDITED,
    REMOTE_ONLY,
    RENUMBERED,
    UNRECORDED,
    MigrationStatus,
    squash_among,
)
from schemasync.supabase.cli import Cli

_MOST_RISKS = 10
_STAMP, _DATE = "%Y%m%d%H%M%S", "%Y%m%d"


@dataclass(frozen=True, slots=True)
class Push:
    """How the team pushes.

    Attributes:
        folder: of the migrations, as commands name it.
        include_all: with `--include-all`: files that are older than a recorded version run too.
        cli: whose commands the verdict names.
        others: migrations of the base branch and of other pull requests.
    """

    folder: str = "supabase/migrations"
    include_all: bool = False
    cli: Cli = field(default_factory=Cli)
    others: OtherBranches = field(default_factory=OtherBranches)


@dataclass(frozen=True, slots=True)
class PushRisk:
    """A line of a file at which a push can fail, and when; the sentence begins in lower case and has no full stop."""

    place: SourceLine
    sentence: str


class Obstacle(NamedTuple):
    """One reason for a refusal.

    Attributes:
        sentence: for people.
        command: commands that remove it, one a line.
        file: name of the file at fault; empty if it is no file's.
        is_late: the push runs the files before that one first.
    """

    sentence: str
    command: str
    file: str = ""
    is_late: bool = False


def obstacles(plan: PushPlan, statuses: Sequence[MigrationStatus], push: Push) -> tuple[Obstacle, ...]:
    """Every reason for which the push refuses; empty if there is none.

    Args:
        plan: of the push.
        statuses: of all migrations.
        push: how the team pushes.
    """
    renamed = [item for item in statuses if item.status == RENUMBERED and item.recorded_as in plan.remote_only]
    explained = {item.recorded_as for item in renamed}
    missing = [version for version in plan.remote_only if version not in explained]
    late = [] if push.include_all else [item for item in plan.out_of_order if item not in renamed]
    versions = _FreeVersions((*(item.version for item in statuses), *push.others.versions))
    return (
        *_renumbered(renamed, push),
        *_missing(missing, statuses, push),
        *_out_of_order(late, plan, statuses, push, versions),
        *_duplicate(plan, statuses, push, versions),
        *_against_base(plan, statuses, push, versions),
    )


def _renumbered(renamed: Sequence[MigrationStatus], push: Push) -> Iterator[Obstacle]:
    for item in renamed:
        sentence = f"{item.file} ran as version {item.recorded_as} and was renamed afterwards."
        yield Obstacle(sentence, _rename(push, item.file, f"{item.recorded_as}_{item.name}.sql"), item.file)


def _missing(missing: Sequence[str], statuses: Sequence[MigrationStatus], push: Push) -> Iterator[Obstacle]:
    """Obstacles of versions that the history records and the folder lacks."""
    impossible = [version for version in missing if not (version.isascii() and version.isdigit())]
    if NULL_VERSION in impossible:
        yield Obstacle("The history has a row without a version (NULL).", f"DELETE FROM {NAME} WHERE version IS NULL;")
    if named := [version for version in impossible if version != NULL_VERSION]:
        shown = [version or "an empty text" for version in named]
        sentence = f"The history has {some(shown)}, which no file can have as its version."
        yield Obstacle(sentence, f"DELETE FROM {NAME} WHERE version IN ({', '.join(map(literal, named))});")
    lost = [version for version in missing if version not in impossible]
    merged = [] if _squashed_into(lost, statuses) else [version for version in lost if version in push.others.versions]
    if merged:
        yield _missing_from_branch(merged, statuses, push)
    if lost := [version for version in lost if version not in merged]:
        yield _missing_everywhere(lost, statuses, push)


def _missing_from_branch(merged: Sequence[str], statuses: Sequence[MigrationStatus], push: Push) -> Obstacle:
    """The obstacle of recorded versions whose files the base branch has."""
    known = {item.version: item.file for item in statuses if item.status == REMOTE_ONLY}
    base, files = push.others.base, [known.get(version, version) for version in merged]
    sentence = f"The database has {some(files)}, which {base} has and this branch lacks: merge {base}."
    return Obstacle(sentence, f"git merge {shlex.quote(f'origin/{base}')}")


def _against_base(
    plan: PushPlan, statuses: Sequence[MigrationStatus], push: Push, versions: _FreeVersions
) -> Iterator[Obstacle]:
    """Obstacles of files whose version the base branch has for another file, or that are older than its newest file."""
    others = push.others
    local = {item.file for item in statuses if item.status != REMOTE_ONLY}
    theirs = {version_of(file): file for file in sorted((others.files or frozenset()) - local)}
    recorded = {item.version for item in statuses if item.status == REMOTE_ONLY}
    newest = max((version for version in theirs if version not in recorded), default="")
    refused = {id(item) for item in plan.out_of_order} | {id(duplicate.file) for duplicate in plan.duplicates}
    following = max(newest, _newest(statuses, plan))
    for item in plan.files if theirs else ():
        if id(item) in refused or item.file in (others.files or ()):
            continue
        if item.version in theirs:
            sentence = f"{item.file} has the version of {theirs[item.version]}, which {others.base} has: a version is recorded once."
        elif item.version < newest and not push.include_all:
            sentence = (
                f"{item.file} is older than {theirs[newest]}, which {others.base} has already: when that has run, only "
            )
            sentence += "--include-all would run it."
        else:
            continue
        following = versions.after(max(following, item.version))
        yield Obstacle(sentence, _rename(push, item.file, f"{following}_{item.name}.sql"), item.file)


def pull_risks(plan: PushPlan, push: Push) -> tuple[PushRisk, ...]:
    """Find the files that a push would refuse if another open pull request were pushed first.

    Args:
        plan: of the push.
        push: how the team pushes.
    """
    found = []
    for item in plan.files:
        for pull in push.others.pulls if item.file not in (push.others.files or ()) else ():
            twin = next((f for f in pull.files if version_of(f) == item.version and f != item.file), "")
            newer = max((file for file in pull.files if version_of(file) > item.version), default="")
            if twin:
                sentence = (
                    f"pull request #{pull.number} has {twin}, of the same version: what is pushed second is refused"
                )
            elif newer and not push.include_all:
                sentence = f"pull request #{pull.number} has {newer}, which is newer: if that is pushed first, this file is refused"
            else:
                continue
            found.append(PushRisk(SourceLine(item.file, 1), sentence))
    return tuple(found[:_MOST_RISKS])


def _missing_everywhere(lost: Sequence[str], statuses: Sequence[MigrationStatus], push: Push) -> Obstacle:
    """The obstacle of recorded versions whose files are neither in the folder nor on the base branch."""
    known = {item.version: item for item in statuses if item.status == REMOTE_ONLY}
    files = [known[version].file if version in known else version for version in lost]
    revert = push.cli.repair("reverted", *dict.fromkeys(lost))
    if squashed := _squashed_into(lost, statuses):
        record = [push.cli.repair("applied", squashed.version)] if squashed.status == UNRECORDED else []
        sentence = f"The folder was squashed into {squashed.file}, and the history still has {some(lost)}."
        return Obstacle(sentence, "\n".join([revert, *record]), squashed.file)
    if all(version in known and known[version].statements for version in lost):
        where = _branch_with(files, push)
        them = "it" if len(lost) == 1 else "them"
        advice = f"{where + ': ' if where else ''}merge the branch that has {them}, or fetch {them}."
        return Obstacle(
            f"The database has {some(files)}, which the folder lacks{';' if where else ':'} {advice}", push.cli.fetch()
        )
    if any(version in known for version in lost):
        sentence = f"The history has {some(files)}, which the folder lacks, and does not keep what was run: merge the "
        return Obstacle(f"{sentence}branch that has it, or take it out of the history.", revert)
    return Obstacle(f"The history has {some(lost)} more than once.", revert)


def _branch_with(files: Sequence[str], push: Push) -> str:
    """Where the files are, as the beginning of a sentence; empty if that is unknown."""
    places = list(dict.fromkeys(place for file in files if (place := push.others.place_of(file))))
    if places:
        return f"{' and '.join(places)} {'has' if len(places) == 1 else 'have'} it"
    if push.others.files is not None:
        return f"{push.others.base} lacks it, too"
    return ""


def _squashed_into(lost: Sequence[str], statuses: Sequence[MigrationStatus]) -> MigrationStatus | None:
    """The file into which the missing ones were squashed; one that did not run is none."""
    found = squash_among(statuses)
    return found if found is not None and found.status in (EDITED, UNRECORDED) and len(lost) > 1 else None


def _out_of_order(
    late: Sequence[MigrationStatus],
    plan: PushPlan,
    statuses: Sequence[MigrationStatus],
    push: Push,
    versions: _FreeVersions,
) -> Iterator[Obstacle]:
    """Files that are older than a recorded version."""
    newest = _newest(statuses, plan)
    commands = []
    for item in late:
        newest = versions.after(newest)
        commands.append(_rename(push, item.file, f"{newest}_{item.name}.sql"))
    if late:
        verb, them = ("is older than a version", "it") if len(late) == 1 else ("are older than versions", "them")
        sentence = (
            f"{some([item.file for item in late])} {verb} that the database has; only --include-all would run {them}."
        )
        yield Obstacle(sentence, "\n".join(commands), late[0].file)


def _duplicate(
    plan: PushPlan, statuses: Sequence[MigrationStatus], push: Push, versions: _FreeVersions
) -> Iterator[Obstacle]:
    """Files whose version is recorded, or will be, for another file."""
    newest = _newest(statuses, plan)
    for item, other in plan.duplicates:
        version = versions.after(max(newest, item.version))
        sentence = f"{item.file} has the version of {other}, and a version is recorded once."
        yield Obstacle(sentence, _rename(push, item.file, f"{version}_{item.name}.sql"), item.file, is_late=True)


def _newest(statuses: Sequence[MigrationStatus], plan: PushPlan) -> str:
    """The newest version that the history has."""
    waiting = {item.file for item in plan.files}
    versions = [item.version for item in statuses if item.file not in waiting]
    versions += [item.recorded_as for item in statuses]
    return max((version for version in versions if version.isascii() and version.isdigit()), default="0")


class _FreeVersions:
    """Versions that no file has, each given away once."""

    def __init__(self, taken: Iterable[str]) -> None:
        self.taken = set(taken)

    def after(self, version: str) -> str:
        """The next free version, as text: a second later, so that it stays before every file that is newer."""
        while True:
            version = _successor(version)
            if version not in self.taken:
                self.taken.add(version)
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
