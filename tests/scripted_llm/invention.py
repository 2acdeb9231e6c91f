"""What a random model would write: words without sense, but in whatever form the server holds it to."""

import json
import random
from typing import Any

WORDS = ("lorem", "ipsum", "dolor", "sit", "amet", "tempor", "labore", "magna", "aliqua", "veniam", "nostrud")


def words(rng: random.Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count))


def instance(rng: random.Random, schema: dict[str, Any]) -> Any:
    """A value that fits the schema, as short as it may be or a little longer."""
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return rng.choice(schema["enum"])
    if "anyOf" in schema:
        return instance(rng, rng.choice(schema["anyOf"]))
    kind = schema.get("type", "object")
    return _MAKERS[kind[0] if isinstance(kind, list) else kind](rng, schema)


def as_json(rng: random.Random, schema: dict[str, Any]) -> str:
    return json.dumps(instance(rng, schema))


def _object(rng: random.Random, schema: dict[str, Any]) -> dict[str, Any]:
    return {name: instance(rng, inner) for name, inner in schema.get("properties", {}).items()}


def _array(rng: random.Random, schema: dict[str, Any]) -> list[Any]:
    least, most = schema.get("minItems", 0), schema["maxItems"]
    return [instance(rng, schema.get("items", {})) for _ in range(rng.randint(least, min(most, least + 2)))]


def _string(rng: random.Random, schema: dict[str, Any]) -> str:
    least, most = schema.get("minLength", 0), schema["maxLength"]
    return words(rng, 3 + least // 4)[: max(least, most)]


def _number(rng: random.Random, schema: dict[str, Any]) -> int:
    least = int(schema.get("minimum", 0))
    return rng.randint(least, int(schema.get("maximum", least + 1)))


def _boolean(rng: random.Random, schema: dict[str, Any]) -> bool:
    return rng.random() < 0.5


_MAKERS: dict[str, Any] = {
    "object": _object,
    "array": _array,
    "string": _string,
    "integer": _number,
    "number": _number,
    "boolean": _boolean,
}
