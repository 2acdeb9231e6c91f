"""Whoever meets an error code in a row, an answer or the metrics finds it in docs/operations.md."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RAISED = {"BadInput", "Refused", "CannotGrade"}
OF_A_CLASS = "default_code"
OF_A_ROW = "error_code"
OF_A_CHECK = re.compile(r"quizgen\.[EW]\d{3}")


def sources() -> Iterator[ast.Module]:
    for package in ("quizgen", "workers", "inference"):
        for path in (ROOT / package).rglob("*.py"):
            yield ast.parse(path.read_text())


def codes_of(source: ast.Module) -> Iterator[str]:
    constants = {name: value for node in ast.walk(source) for name, value in assigned(node)}
    for node in ast.walk(source):
        if isinstance(node, ast.Call):
            yield from (text for value in said(node) if (text := text_of(value, constants)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and OF_A_CHECK.fullmatch(node.value):
            yield node.value
        yield from (value for name, value in assigned(node) if name == OF_A_CLASS)


def said(call: ast.Call) -> Iterator[ast.expr]:
    """Where a call says a code: the first argument of an error, `error_code=` of a row, "code" of an answer."""
    if getattr(call.func, "id", "") in RAISED and call.args:
        yield call.args[0]
    yield from (keyword.value for keyword in call.keywords if keyword.arg == OF_A_ROW)
    for argument in call.args:
        if isinstance(argument, ast.Dict):
            yield from (value for key, value in zip(argument.keys, argument.values, strict=True) if _is_code(key))


def _is_code(key: ast.expr | None) -> bool:
    return isinstance(key, ast.Constant) and key.value == "code"


def assigned(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        yield from ((target.id, node.value.value) for target in node.targets if isinstance(target, ast.Name))


def text_of(value: ast.expr, constants: dict[str, str]) -> str:
    if isinstance(value, ast.Constant):
        return value.value if isinstance(value.value, str) else ""
    return constants.get(value.id, "") if isinstance(value, ast.Name) else ""


def documented() -> set[str]:
    text = (ROOT / "docs" / "operations.md").read_text()
    return {
        code
        for line in text.splitlines()
        if line.startswith("| `")
        for code in re.findall(r"`([^`]+)`", line[: line.index("|", 2)])
    }


@cache
def raised() -> set[str]:
    return {code for source in sources() for code in codes_of(source) if code}


def test_the_codes_are_found_where_they_are_raised() -> None:
    assert {
        "media.empty",
        "engine.unavailable",
        "internal",
        "attempt.closed",
        "grading.unavailable",
        "quizgen.E001",
    } <= raised()


def test_every_code_that_is_raised_is_explained() -> None:
    assert raised() - documented() == set()


def test_no_code_is_explained_that_nobody_raises() -> None:
    explained = {code for code in documented() if re.fullmatch(r"[a-z]+\.[a-z_]+|quizgen\.[EW]\d+", code)}

    assert explained - raised() == set()
