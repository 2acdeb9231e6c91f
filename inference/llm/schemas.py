"""JSON that a model writes: the schema is bounded before it is sent, and the answer is checked in code whatever the
server promised."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator

ASKED_BY_WORDS = "\n\nAnswer with one JSON value and nothing else. It fits this JSON Schema:\n"
REPAIR = "This is not what was asked for: {wrong}\nAnswer again with the JSON alone, complete and valid."
LONGEST_QUOTED = 4000


class NotJson(ValueError):
    """The answer cannot be read as JSON."""


class NotThisSchema(ValueError):
    """The answer is JSON, but not what was asked for. The message says where."""


def check_limits(schema: Mapping[str, Any]) -> None:
    """Raises ValueError where a string has no maxLength, enum or const, or a list no maxItems: a model in a loop would
    write until its tokens end."""
    if unbounded := sorted(_unbounded(schema, "#")):
        raise ValueError(f"Without a limit in the schema: {', '.join(unbounded)}")


def _unbounded(node: object, path: str) -> Iterator[str]:
    if isinstance(node, list):
        for position, inner in enumerate(node):
            yield from _unbounded(inner, f"{path}/{position}")
    if not isinstance(node, Mapping):
        return
    kinds = node.get("type")
    kinds = kinds if isinstance(kinds, list) else [kinds]
    if "string" in kinds and not node.keys() & {"maxLength", "enum", "const"}:
        yield path
    if "array" in kinds and "maxItems" not in node:
        yield path
    for name, inner in node.items():
        if name not in ("enum", "const", "default", "examples", "required"):
            yield from _unbounded(inner, f"{path}/{name}")


def read_json(text: str, schema: Mapping[str, Any]) -> Any:
    """Raw control characters inside strings are let through: servers without whitespace rules write them. Raises
    NotJson, NotThisSchema."""
    value = _loaded(text)
    error = next(iter(sorted(Draft202012Validator(dict(schema)).iter_errors(value), key=lambda e: e.json_path)), None)
    if error is not None:
        raise NotThisSchema(f"{error.json_path}: {error.message[:300]}")
    return value


def _loaded(text: str) -> Any:
    """Models that were asked by words only like to wrap their JSON: what stands between the outermost braces counts."""
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    start, end = text.find("{"), text.rfind("}")
    try:
        return json.loads(text[start : end + 1], strict=False)
    except (ValueError, RecursionError) as error:
        raise NotJson(f"It cannot be read as JSON ({error}).") from None
