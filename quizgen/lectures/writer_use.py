"""What a question writer threw out and what its language model used, in words for whoever teaches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from quizgen.lectures.models import Stage, StageRun


@dataclass(frozen=True, slots=True)
class Reason:
    words: str
    count: int


@dataclass(frozen=True, slots=True)
class WriterUse:
    """`tokens` is a sentence, "" where no model was asked."""

    dropped: int
    reasons: tuple[Reason, ...]
    tokens: str


def writer_use(runs: Iterable[StageRun]) -> WriterUse | None:
    """Of the run that wrote the questions; None where nothing is known of it."""
    run = next((run for run in runs if run.stage == Stage.WRITE_QUESTIONS and (run.drops or run.tokens)), None)
    if run is None:
        return None
    reasons = tuple(Reason(str(words), int(count)) for words, count in run.drops.items())
    ordered = tuple(sorted(reasons, key=lambda reason: -reason.count))
    return WriterUse(sum(reason.count for reason in ordered), ordered, tokens_in_words(run.tokens))


def tokens_in_words(tokens: Mapping[str, int]) -> str:
    """ "" for none."""
    if not tokens.get("calls"):
        return ""
    cached = f", {tokens['cached']:,} of them kept from before," if tokens.get("cached") else ""
    thought = f", thought for {tokens['reasoning']:,}" if tokens.get("reasoning") else ""
    calls = f"{tokens['calls']:,} call{'' if tokens['calls'] == 1 else 's'}"
    return (
        f"The language model read {tokens.get('prompt', 0):,} tokens{cached}{thought} and wrote "
        f"{tokens.get('answer', 0):,} in {calls}."
    ).replace(",,", ",")
