"""The rule writer over a whole lecture."""

from pathlib import Path

import pytest

from inference.engine import silent
from inference.questions.question import WrittenQuestions
from inference.questions.rules import NEEDS_ENGLISH, RuleQuestionWriter
from inference.text.transcript_file import read_transcript_file
from tests.inference.questions.conftest import Write, lecture

OPEN_LICENSE = Path(__file__).parents[2] / "material/questions/open-license.json"


@pytest.fixture(scope="module")
def written() -> WrittenQuestions:
    """Questions on eight minutes of a talk on open licences (Open Life Science, CC BY 4.0)."""
    passages = read_transcript_file(OPEN_LICENSE).passages
    return RuleQuestionWriter().write_questions(passages, language="en", count=10, report=silent)


def test_a_real_talk_yields_questions_best_first(written: WrittenQuestions) -> None:
    stems = [question.stem for question in written.questions]

    assert "What do copyright rights include?" in stems


def test_every_question_stands_by_itself_and_has_what_a_grader_needs(written: WrittenQuestions) -> None:
    for question in written.questions:
        assert question.stem.endswith("?")
        assert not {"this", "these", "my", "our", "it", "they"} & set(question.stem.lower().rstrip("?").split())
        assert question.reference_answers[0].endswith(".")
        assert 1 <= len(question.key_points) <= 6
        assert 0 < question.score < 1
        assert question.evidence.start is not None
        assert question.why_chosen


def test_answers_are_made_of_the_lectures_words(written: WrittenQuestions) -> None:
    for question in written.questions:
        said = set(question.evidence.text.lower().replace(",", " ").replace(".", " ").split())
        answer = question.reference_answers[0].lower().replace(",", " ").replace(".", " ").split()
        assert len([word for word in answer if word in said]) >= 0.7 * len(answer)


def test_what_is_thrown_out_is_counted_by_reason(written: WrittenQuestions) -> None:
    assert written.drops["clause: first person"] > 0
    assert written.drops["sentence: no pattern fits"] > 0


def test_another_language_gives_a_note_and_no_error(write: Write) -> None:
    written = write("Entropie ist ein Maß für die Unordnung eines Systems.", language="de")

    assert written == WrittenQuestions(questions=(), drops={}, note=NEEDS_ENGLISH)


def test_count_is_a_limit(write: Write) -> None:
    passage = lecture(
        ["Diamonds are hard because carbon holds four bonds.", "Enzymes speed up reactions by lowering barriers."]
    )

    written = RuleQuestionWriter().write_questions([passage], language="en", count=1, report=silent)

    assert len(written.questions) == 1


def test_progress_is_told_and_ends_at_one() -> None:
    told: list[float] = []

    RuleQuestionWriter().write_questions(
        [lecture(["Entropy is a measure of disorder."] * 120)], language="en", count=5, report=told.append
    )

    assert told == sorted(told)
    assert len(told) >= 3
    assert told[-1] == 1.0


def test_the_fingerprint_names_rules_weights_and_model() -> None:
    assert RuleQuestionWriter().fingerprint == RuleQuestionWriter().fingerprint
    assert RuleQuestionWriter().fingerprint.startswith("questions.rules@")
