"""A long stretch of speech is cut where its topic changes."""

from inference.text.passage import Sentence
from inference.text.topics import LONGEST_WORDS, cut_by_topic, topic_shifts

HEAT = "Thermal radiation warms the metal plate until its temperature rises again."
CELLS = "Mitochondria inside living tissue convert sugar molecules for the organism."


def sentences(*texts: str, gap_before: dict[int, float] | None = None) -> list[Sentence]:
    at, made = 0.0, []
    for number, text in enumerate(texts):
        at += (gap_before or {}).get(number, 0.2)
        made.append(Sentence(text, at, at + 3, 0.9, (number,)))
        at += 3
    return made


def cuts(said: list[Sentence]) -> list[int]:
    return [run[0].segments[0] for run in cut_by_topic(said)]


def test_another_vocabulary_is_a_cut():
    said = sentences(*[HEAT] * 14, *[CELLS] * 14)

    assert 14 in cuts(said)


def test_a_long_pause_is_a_cut():
    said = sentences(
        *[f"Line {n} about one and the same matter of this lecture." for n in range(30)], gap_before={13: 4}
    )

    assert 13 in cuts(said)


def test_a_new_topic_begins_more_strongly_than_a_sentence_that_goes_on() -> None:
    shifts = topic_shifts([*[HEAT] * 8, *[CELLS] * 4, "That means " + CELLS.lower(), *[CELLS] * 3])

    assert shifts[8] == max(shifts)
    assert shifts[12] == min(shifts[9:])
    assert topic_shifts([]) == []


def test_a_few_sentences_stay_together():
    assert cuts(sentences(HEAT, HEAT, HEAT)) == [0]
    assert cut_by_topic([]) == []


def test_no_run_is_longer_than_the_limit_unless_a_sentence_is():
    said = sentences(*["word " * 70 + "end."] * 20, "word " * 400 + "end.")

    lengths = [sum(len(sentence.text.split()) for sentence in run) for run in cut_by_topic(said)]

    assert sorted(lengths)[-1] == 401
    assert all(length <= LONGEST_WORDS for length in sorted(lengths)[:-1])
