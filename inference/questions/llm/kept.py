"""Outcomes of passages as bytes, so that a resumed run asks the model only for the rest."""

import json
from collections import Counter
from dataclasses import asdict
from typing import Any

from inference.llm.tokens import Tokens
from inference.questions.llm.passages import Outcome
from inference.questions.question import Distractor, Drop, Evidence, KeyPoint, WrittenQuestion


def outcome_to_bytes(outcome: Outcome) -> bytes:
    kept = {
        "questions": [asdict(question) for question in outcome.questions],
        "drops": dict(outcome.drops),
        "tokens": asdict(outcome.tokens),
        "dropped": [asdict(drop) for drop in outcome.dropped],
    }
    return json.dumps(kept, ensure_ascii=False).encode()


def outcome_from_bytes(data: bytes) -> Outcome:
    kept = json.loads(data)
    questions = tuple(_question(question) for question in kept["questions"])
    dropped = tuple(Drop(**drop) for drop in kept.get("dropped", ()))
    return Outcome(questions, Counter(kept["drops"]), Tokens(**kept["tokens"]), dropped)


def _question(kept: dict[str, Any]) -> WrittenQuestion:
    evidence = Evidence(**{**kept["evidence"], "segments": tuple(kept["evidence"]["segments"])})
    built = {
        **kept,
        "reference_answers": tuple(kept["reference_answers"]),
        "key_points": tuple(KeyPoint(**point) for point in kept["key_points"]),
        "evidence": evidence,
        "distractors": tuple(Distractor(**choice) for choice in kept["distractors"]),
    }
    return WrittenQuestion(**built)
