"""Cuts GitHub's OpenAPI description down to the operations that the stand-in answers.

    npm pack @octokit/openapi && tar xzf octokit-openapi-*.tgz
    python tests/github/cut_openapi.py package > tests/github/openapi.json

Source: npm `@octokit/openapi`, `generated/api.github.com.json` (MIT, see LICENSE.openapi). What is
kept is kept as GitHub wrote it; prose and long examples are dropped, because nothing reads them.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

OPERATIONS = frozenset(
    {
        "checks/create",
        "checks/list-for-ref",
        "checks/update",
        "issues/create",
        "issues/create-comment",
        "issues/delete-comment",
        "issues/get",
        "issues/list-comments",
        "issues/list-for-repo",
        "issues/update",
        "issues/update-comment",
        "pulls/create-review-comment",
        "pulls/delete-review-comment",
        "pulls/get",
        "pulls/list",
        "pulls/list-files",
        "pulls/list-review-comments",
        "repos/get-content",
        "repos/list-commits",
        "users/get-authenticated",
    }
)
# `example` (a short value beside a property) stays: the stand-in takes the shape of URLs from it.
DROPPED = frozenset({"description", "examples", "summary", "tags", "title"})


def main(package: Path) -> None:
    """Prints the cut description of an unpacked `@octokit/openapi`."""
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    whole = json.loads((package / "generated/api.github.com.json").read_text(encoding="utf-8"))
    json.dump(cut(whole, version), sys.stdout, indent=0, sort_keys=True)
    sys.stdout.write("\n")


def cut(whole: dict[str, Any], version: str) -> dict[str, Any]:
    """The used operations and the closure of their references."""
    paths: dict[str, dict[str, Any]] = {}
    for path, methods in whole["paths"].items():
        for method, operation in methods.items():
            if operation["operationId"] in OPERATIONS:
                paths.setdefault(path, {})[method] = without_prose(operation)
    found = {operation["operationId"] for methods in paths.values() for operation in methods.values()}
    if found != OPERATIONS:
        raise SystemExit(f"not in the description: {sorted(OPERATIONS - found)}")
    return {
        "openapi": whole["openapi"],
        "info": {
            "title": "The part of GitHub's REST API that schemasync's tests use",
            "version": f"npm @octokit/openapi {version}",
            "license": whole["info"]["license"],
        },
        "paths": paths,
        "components": closure(paths, whole["components"]),
    }


def closure(paths: dict[str, Any], components: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """All components that the paths refer to, directly or through other components."""
    kept: dict[str, dict[str, Any]] = {}
    open_nodes: list[Any] = [paths]
    while open_nodes:
        for reference in references(open_nodes.pop()):
            _, _, section, name = reference.split("/")
            if name not in kept.setdefault(section, {}):
                kept[section][name] = without_prose(components[section][name])
                open_nodes.append(kept[section][name])
    return kept


def references(node: Any) -> Iterator[str]:
    """Every `$ref` under a node."""
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for value in node.values():
            yield from references(value)
    elif isinstance(node, list):
        for value in node:
            yield from references(value)


def without_prose(node: Any, *, names: bool = False) -> Any:
    """A copy without prose and vendor extensions; `names`: the keys are names, not keywords."""
    if isinstance(node, list):
        return [without_prose(value) for value in node]
    if not isinstance(node, dict):
        return node
    return {
        key: without_prose(value, names=key == "properties" and not names)
        for key, value in node.items()
        if names or not (key in DROPPED or key.startswith("x-"))
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
