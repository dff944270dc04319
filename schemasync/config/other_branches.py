"""Migration files of other branches, as far as they were asked for: of the base branch's tip, and of open pull requests."""

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
    """Files that exist elsewhere.

    Attributes:
        base: name of the branch that the pull request is merged into; empty if there is none.
        files: of the migrations folder at its tip; None if they are not known.
        changed: files of the folder that the branch has with another content.
        pulls: other open pull requests that add files to the folder, newest first.
        notes: sentences on what could not be asked.
    """

    base: str = ""
    files: frozenset[str] | None = None
    pulls: tuple[OtherPull, ...] = ()
    changed: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()

    def holding(self, file: str) -> str:
        """Where a file is, in words: a branch or a pull request; empty if nowhere."""
        if self.files and file in self.files:
            return self.base
        return next((f"pull request #{pull.number}" for pull in self.pulls if file in pull.files), "")

    @property
    def versions(self) -> frozenset[str]:
        """Versions that the base branch has."""
        return frozenset(version_of(file) for file in self.files or ())
