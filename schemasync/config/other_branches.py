"""Migration files of other branches, as far as GitHub was asked: at the tip of the base branch, and in open pull requests."""

from __future__ import annotations

from dataclasses import dataclass


def version_of(file: str) -> str:
    """Version of a migration: the digits that its name begins with."""
    return file.partition("_")[0]


@dataclass(frozen=True, slots=True)
class OtherPull:
    """Another open pull request and the files that it adds to the migrations folder."""

    number: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherBranches:
    """Migration files of the base branch and of other pull requests.

    Attributes:
        base: name of the branch that the pull request is merged into; empty if there is none.
        files: names of the migrations at its tip; None if they are not known.
        pulls: other open pull requests that add files to the folder, newest first.
        changed: names of the migrations whose content at the tip is another one.
        notes: sentences about what GitHub did not tell.
    """

    base: str = ""
    files: frozenset[str] | None = None
    pulls: tuple[OtherPull, ...] = ()
    changed: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()

    def place_of(self, file: str) -> str:
        """The branch or the pull request that has a file, in words; empty if none has."""
        if self.files and file in self.files:
            return self.base
        return next((f"pull request #{pull.number}" for pull in self.pulls if file in pull.files), "")

    @property
    def versions(self) -> frozenset[str]:
        """Versions that the base branch has."""
        return frozenset(version_of(file) for file in self.files or ())
