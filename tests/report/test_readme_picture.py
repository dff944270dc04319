"""The picture in README.md shows today's comment: its text stands beside it, and `make pictures` draws both."""

from __future__ import annotations

from tests.report.states.texts import texts
from tools.pictures import README_PICTURE, README_STATE, ROOT


def test_the_picture_shows_the_comment_of_today() -> None:
    """The Markdown that was drawn is the one that the state gives now."""
    drawn = README_PICTURE.with_suffix(".md").read_text(encoding="utf-8")
    assert drawn == dict(texts(README_STATE))[f"{README_STATE}.comment.md"], "run `make pictures`"
    assert README_PICTURE.read_bytes().startswith(b"\x89PNG")
    shown = README_PICTURE.relative_to(ROOT).as_posix()
    assert f"]({shown})" in "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:5])
