"""Write docs/rules/README.md, the list of all rules, from the code."""

from __future__ import annotations

from pathlib import Path

from schemasync.kinds.kind import Severity
from schemasync.rules import RULES

FILE = Path(__file__).parents[1] / "docs" / "rules" / "README.md"
HEAD = """# Rules

A rule looks at what a pull request adds: at the state after its migrations against the state before them, never at what was
there. Each page has a bad and a good example, which tests run on PostgreSQL 15, 17 and 18.

In `schemasync.toml`, [`[[rules]]`](../configuration.md#rules) gives a rule another level or switches it off, for all objects or
some. A comment above a statement accepts what that statement does:

```sql
-- schemasync-ignore policy-always-true: the form is public, and a trigger limits what is inserted
CREATE POLICY anyone_writes ON public.feedback FOR INSERT TO anon WITH CHECK (true);
```

The step fails where `fail-on` names `rules` and a rule of the level of `rules-level` (`security`) or a worse one is broken.
"""


def index() -> str:
    """The page: the rules by level, worst first."""
    lines = [HEAD]
    for level in Severity:
        rules = [rule for rule in RULES.values() if rule.level == level]
        if rules:
            lines += [f"## {str(level).capitalize()}", "", "| rule | |", "| --- | --- |"]
            lines += [f"| [`{rule.id}`]({rule.id}.md) | {rule.title} |" for rule in rules]
            lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    FILE.write_text(index(), encoding="utf-8")
