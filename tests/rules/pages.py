"""Read the pages of the rules: level, example before, bad and good example."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "rules"


@dataclass(frozen=True)
class Page:
    """A page; `before` is the SQL of the applied migrations that both examples start from.

    `-- 2000000 rows: public.t` in it says how many rows the target has.
    """

    id: str
    title: str
    level: str
    before: str
    bad: str
    good: str

    @property
    def rows(self) -> dict[str, int]:
        """Rows of tables by name."""
        comments = [line.removeprefix("-- ") for line in self.before.splitlines() if line.startswith("-- ")]
        return {line.partition(": public.")[2]: int(line.split()[0]) for line in comments}


def read_page(path: Path) -> Page:
    """Read one page of docs/rules/."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    title = lines[0].removeprefix("# ")
    level = next(line for line in lines if line.startswith("Level: ")).removeprefix("Level: ").rstrip(".")
    blocks = {heading: _block(text, heading) for heading in ("Before", "Bad", "Good")}
    return Page(path.stem, title, level, blocks["Before"], blocks["Bad"], blocks["Good"])


def _block(text: str, heading: str) -> str:
    """The SQL below a heading; empty if the page has none."""
    _, found, rest = text.partition(f"\n## {heading}\n")
    if not found:
        return ""
    section = rest.partition("\n## ")[0]
    return "\n".join(part.partition("\n```")[0] for part in section.split("```sql\n")[1:])


PAGES = tuple(read_page(path) for path in sorted(FOLDER.glob("*.md")) if path.name != "README.md")
