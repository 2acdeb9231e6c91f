"""Where the player stops to ask."""

import itertools
import random

from inference.questions.probes import SETTLING_S, place_probes
from inference.questions.question import Evidence


def spoken(*spans: tuple[float, float]) -> tuple[Evidence, ...]:
    return tuple(Evidence(start, end, "What was said.") for start, end in spans)


def sentences(until_s: float, length_s: float = 5.0, pause_s: float = 0.5) -> list[tuple[float, float]]:
    count = int(until_s / (length_s + pause_s))
    return [(i * (length_s + pause_s), i * (length_s + pause_s) + length_s) for i in range(count)]


def test_a_probe_comes_after_its_evidence_and_not_at_once() -> None:
    (moment,) = place_probes(
        spoken((99, 104)), segments=sentences(600), slide_starts=[], duration_s=600, every_s=180, gap_s=60
    )

    assert moment is not None
    assert 119 <= moment <= 130


def test_a_probe_prefers_the_slide_change_that_follows_the_evidence() -> None:
    (moment,) = place_probes(
        spoken((99, 104)), segments=sentences(600), slide_starts=[0, 154.3], duration_s=600, every_s=180, gap_s=60
    )

    assert moment is not None
    assert abs(moment - 154.0) < 3


def test_a_probe_prefers_a_long_pause() -> None:
    before, after = sentences(140), [(start + 150, end + 150) for start, end in sentences(300)]

    (moment,) = place_probes(
        spoken((99, 104)), segments=before + after, slide_starts=[], duration_s=450, every_s=180, gap_s=60
    )

    assert moment is not None
    assert before[-1][1] < moment < after[0][0]


def test_a_probe_prefers_the_sentence_with_which_a_new_topic_begins() -> None:
    talk = sentences(600)
    shifts = [0.0] * len(talk)
    shifts[30] = 1.0

    (moment,) = place_probes(
        spoken((99, 104)), segments=talk, slide_starts=[], duration_s=600, every_s=180, gap_s=60, shifts=shifts
    )

    assert moment is not None
    assert talk[29][1] < moment < talk[30][0]


def test_probes_never_cut_a_sentence_nor_stand_closer_than_the_gap() -> None:
    chance = random.Random(4)
    for _ in range(50):
        talk, now = [], 0.0
        while now < 1800:
            length = chance.uniform(1, 12)
            talk.append((now, now + length))
            now += length + chance.choice([0.0, 0.2, 1.0, 4.0])
        starts = [chance.uniform(0, 1800) for _ in range(20)]
        evidence = spoken(*((start, start + chance.uniform(3, 20)) for start in starts))

        moments = place_probes(
            evidence,
            segments=talk,
            slide_starts=[chance.uniform(0, 1800) for _ in range(25)],
            duration_s=now,
            every_s=180,
            gap_s=60,
        )

        placed = sorted(moment for moment in moments if moment is not None)
        assert len(placed) >= 5
        assert not any(start < moment < end for moment in placed for start, end in talk)
        assert all(later - earlier >= 60 for earlier, later in itertools.pairwise(placed))
        assert all(
            moment >= (span.end or 0) + SETTLING_S
            for moment, span in zip(moments, evidence, strict=True)
            if moment is not None
        )
        assert not any((span.start or 0) < moment < (span.end or 0) for moment in placed for span in evidence), (
            "a probe interrupts an explanation"
        )


def test_there_are_no_more_probes_than_the_rate_allows_and_the_best_questions_get_them() -> None:
    evidence = spoken(*((second, second + 5) for second in range(60, 560, 20)))

    moments = place_probes(evidence, segments=sentences(600), slide_starts=[], duration_s=600, every_s=200, gap_s=30)

    assert sum(moment is not None for moment in moments) == 3
    assert moments[0] is not None


def test_overlapping_sentences_leave_no_gap_to_stop_in() -> None:
    moments = place_probes(
        spoken((60, 70)),
        segments=[(0, 65), (60, 120), (110, 180), (185, 190)],
        slide_starts=[100, 130],
        duration_s=200,
        every_s=180,
        gap_s=60,
    )

    assert moments == (180.4,)


def test_a_question_without_times_waits_for_the_end() -> None:
    moments = place_probes(
        (Evidence(None, None, "Untimed."),),
        segments=sentences(300),
        slide_starts=[],
        duration_s=300,
        every_s=60,
        gap_s=30,
    )

    assert moments == (None,)


def test_a_question_answered_in_the_last_sentence_is_asked_at_the_end() -> None:
    moments = place_probes(
        spoken((290, 299)), segments=[(0, 280), (281, 300)], slide_starts=[], duration_s=300, every_s=60, gap_s=30
    )

    assert moments == (None,)


def test_a_silent_film_is_probed_at_its_slide_changes() -> None:
    moments = place_probes(
        spoken((0, 70)), segments=[], slide_starts=[0, 30, 70, 120], duration_s=200, every_s=180, gap_s=60
    )

    assert moments == (120,)
