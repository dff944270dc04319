"""GitHub's OpenAPI description (`openapi.json`): which operations there are, and what fits them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from openapi_schema_validator import OAS30Validator, oas30_format_checker
from referencing import Registry
from referencing.jsonschema import DRAFT4

FILE = Path(__file__).parent.parent / "openapi.json"
URN = "urn:github"
# Shown of an error's text: it may quote a whole comment.
SHOWN = 300


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation; `body` and `replies` are JSON pointers to schemas, None for no body."""

    id: str
    method: str
    pattern: re.Pattern[str]
    parameters: tuple[Mapping[str, Any], ...]
    body: str | None
    body_required: bool
    replies: Mapping[str, str | None]
    documentation_url: str


class Description:
    """The description, and checks against it."""

    def __init__(self, file: Path = FILE) -> None:
        self._document: dict[str, Any] = with_nulls(json.loads(file.read_text(encoding="utf-8")))
        resource = DRAFT4.create_resource(self._document)
        self._registry: Registry[Any] = Registry().with_resource(URN, resource)
        self._validator = cache(self._make_validator)
        self.operations = {
            operation.id: operation
            for path in sorted(self._document["paths"], key=_literal_first)
            for operation in self._read_path(path)
        }

    def match(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        """The operation that a request means, and its path parameters, decoded."""
        for operation in self.operations.values():
            found = operation.pattern.fullmatch(path) if operation.method == method else None
            if found:
                return operation, {name: unquote(text) for name, text in found.groupdict().items()}
        return None

    def check_parameters(
        self, operation: Operation, place: str, given: Mapping[str, str]
    ) -> tuple[dict[str, Any], list[str]]:
        """`given` (of `path` or `query`) as the description types it, and what is wrong with it."""
        declared = {p["name"]: p["schema"] for p in operation.parameters if p["in"] == place}
        values: dict[str, Any] = {}
        problems: list[str] = []
        for name, text in given.items():
            if name not in declared:
                problems.append(f'"{name}" is not a permitted {place} parameter.')
                continue
            values[name] = _typed(text, declared[name])
            problems += self._problems(declared[name], values[name], name)
        return values, problems

    def check_body(self, operation: Operation, body: Any) -> list[str]:
        """Describe the faults of a request's JSON body."""
        if operation.body is None:
            return ["The operation takes no body."]
        schema = {"$ref": URN + operation.body}
        return [*self._problems(schema, body, ""), *self._unknown(schema, body)]

    def check_reply(self, operation: Operation | None, status: int, document: Any) -> list[str]:
        """Describe the faults of a reply; one that the description doesn't list must be an error."""
        replies = operation.replies if operation else {}
        default = "validation-error" if status == 422 else "basic-error"
        pointer = replies.get(str(status), f"#/components/schemas/{default}")
        if str(status) not in replies and status < 400:
            return [f"{status} is no status of the operation"]
        if pointer is None:
            return [] if document is None else [f"{status} has no body"]
        return self._problems({"$ref": URN + pointer}, document, "")

    def schema(self, name: str) -> Mapping[str, Any]:
        """A named schema."""
        found: Mapping[str, Any] = self._document["components"]["schemas"][name]
        return found

    def resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        """A node, or what its reference points to."""
        while "$ref" in node:
            found: Any = self._document
            for part in node["$ref"].removeprefix(URN).removeprefix("#/").split("/"):
                found = found[part.replace("~1", "/").replace("~0", "~")]
            node = found
        return node

    def _read_path(self, path: str) -> Iterator[Operation]:
        for method, node in self._document["paths"][path].items():
            pointer = f"#/paths/{path.replace('/', '~1')}/{method}"
            yield Operation(
                id=node["operationId"],
                method=method.upper(),
                pattern=_pattern(path),
                parameters=tuple(self.resolved(each) for each in node["parameters"]),
                body=_content(node.get("requestBody", {}), f"{pointer}/requestBody"),
                body_required=node.get("requestBody", {}).get("required", False),
                replies={
                    status: _content(self.resolved(reply), reply.get("$ref", f"{pointer}/responses/{status}"))
                    for status, reply in node["responses"].items()
                },
                documentation_url=node["externalDocs"]["url"],
            )

    def _problems(self, schema: Mapping[str, Any], value: Any, name: str) -> list[str]:
        validator = self._validator(json.dumps(schema))
        return [_in_words(error, name) for error in validator.iter_errors(value)]

    def _make_validator(self, schema: str) -> Any:
        return OAS30Validator(json.loads(schema), registry=self._registry, format_checker=oas30_format_checker)

    def _unknown(self, node: Mapping[str, Any], value: Any) -> Iterator[str]:
        """Keys that the description doesn't name: GitHub ignores them, so they are mistakes."""
        node = self.resolved(node)
        if isinstance(value, list) and "items" in node:
            for item in value:
                yield from self._unknown(node["items"], item)
        if isinstance(value, dict) and "properties" in node:
            for key, item in value.items():
                if key in node["properties"]:
                    yield from self._unknown(node["properties"][key], item)
                else:
                    yield f'"{key}" is not a permitted key.'


def with_nulls(node: Any) -> Any:
    """The description with null where it forgot it: `nullable` beside `enum`, `oneOf`, `anyOf`.

    Without discriminators: that of a repository's content maps an array, which has no `type`.
    """
    if isinstance(node, list):
        return [with_nulls(each) for each in node]
    if not isinstance(node, dict):
        return node
    node = {key: with_nulls(value) for key, value in node.items() if key != "discriminator"}
    if node.get("nullable") is True:
        if "enum" in node:
            node["enum"] = [*node["enum"], None]
        for choice in ("oneOf", "anyOf"):
            if choice in node:
                node[choice] = [*node[choice], {"enum": [None]}]
    return node


def _literal_first(path: str) -> tuple[int, str]:
    return path.count("{"), path


def _pattern(path: str) -> re.Pattern[str]:
    """A ref (`feature/x`) and a path may hold slashes, nothing else may."""
    return re.compile(
        re.sub(r"\\{(\w+)\\}", lambda m: f"(?P<{m[1]}>{'.+' if m[1] in ('ref', 'path') else '[^/]+'})",
               re.escape(path))
    )  # fmt: skip


def _content(node: Mapping[str, Any], pointer: str) -> str | None:
    if "application/json" not in node.get("content", {}):
        return None
    return f"{pointer}/content/application~1json/schema"


def _typed(text: str, schema: Mapping[str, Any]) -> Any:
    if schema.get("type") == "integer" and re.fullmatch(r"-?\d+", text):
        return int(text)
    if schema.get("type") == "boolean" and text in ("true", "false"):
        return text == "true"
    return text


def _in_words(error: Any, name: str) -> str:
    """A `jsonschema.ValidationError` in the words that GitHub uses for the frequent ones."""
    place = "/".join(["properties", *([name] if name else []), *map(str, error.absolute_path)])
    limit = error.validator_value
    match error.validator:
        case "required":
            missing = next(key for key in limit if key not in error.instance)
            return f'"{missing}" wasn\'t supplied.'
        case "maxItems":
            return f"No more than {limit} items are allowed; {len(error.instance)} were supplied."
        case "maxLength":
            return f"Only {limit} characters are allowed; {len(error.instance)} were supplied."
        case "anyOf" | "oneOf" if error.context:
            return " Or: ".join(dict.fromkeys(_in_words(each, name) for each in error.context))
        case _:
            return f"For '{place}', {error.message[:SHOWN]}"
