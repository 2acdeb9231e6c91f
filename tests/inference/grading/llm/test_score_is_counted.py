"""The score is counted from credits that stand; the word on the whole answer tells how sure it is."""

import pytest

from inference.grading.llm.prompts import points_schema
from inference.grading.verdict import Exemplar
from inference.llm.schemas import NotThisSchema, check_limits, read_json
from tests.inference.grading.llm.conftest import Grade
from tests.inference.grading.models import findings

BOTH = "They produce ATP. It supplies the cell with energy."
FULL = findings([("They produce ATP", "full"), ("It supplies the cell with energy", "full")])
HALF = findings([("They produce ATP", "half"), ("It supplies the cell with energy", "full")])


def test_all_key_points_are_correct(grade: Grade) -> None:
    verdict = grade(BOTH, FULL, ("correct", 0.97))

    assert (verdict.label, verdict.score, verdict.confidence) == ("correct", 3.0, 0.97)
    assert not verdict.needs_review


def test_points_weigh(grade: Grade) -> None:
    assert grade(BOTH, HALF).score == 2.5


def test_a_word_that_differs_from_the_count_halves_the_confidence(grade: Grade) -> None:
    verdict = grade(BOTH, FULL, ("incorrect", 0.9))

    assert (verdict.label, verdict.confidence, verdict.needs_review) == ("correct", 0.5, True)


def test_without_probabilities_the_word_still_counts(grade: Grade) -> None:
    assert grade(BOTH, FULL, ("correct", None)).confidence == 0.8


def test_what_contradicts_is_quoted_and_earns_nothing(grade: Grade) -> None:
    said = findings(
        [("They do not produce ATP", "full"), ("supplies the cell with energy", "full")], "do not produce ATP"
    )

    verdict = grade("They do not produce ATP, it supplies the cell with energy.", said)

    assert (verdict.label, verdict.conflict) == ("contradictory", "do not produce ATP")
    assert [credit.credit for credit in verdict.credits] == [0.0, 0.5]
    assert "“do not produce ATP”" in verdict.feedback[0]


def test_a_contradiction_that_the_answer_does_not_have_is_none(grade: Grade) -> None:
    verdict = grade(BOTH, {**HALF, "contradiction": "They destroy ATP"})

    assert (verdict.label, verdict.conflict) == ("partially_correct_incomplete", "")


def test_a_model_that_found_everything_does_not_contradict_itself(grade: Grade) -> None:
    assert grade(BOTH, {**FULL, "contradiction": "They produce ATP"}, ("correct", 0.9)).label == "correct"


@pytest.mark.parametrize(
    ("kind", "label"), [("off_topic", "irrelevant"), ("no_answer", "non_domain"), ("answer", "irrelevant")]
)
def test_what_earns_nothing_has_a_kind(grade: Grade, kind: str, label: str) -> None:
    said = findings([("", "none"), ("", "none")], kind=kind)

    assert grade("They dance all night.", said).label == label


def test_without_a_rubric_the_word_on_the_whole_decides(grade: Grade) -> None:
    said = findings([("They produce ATP", "full"), ("", "none")])
    alone = {"key_points": ()}

    assert grade("They produce ATP.", said, ("correct", 0.9), **alone).score == 1.0
    assert grade("They produce ATP.", said, ("incorrect", 0.9), **alone).score == 0.5


def test_without_a_rubric_a_word_alone_earns_nothing(grade: Grade) -> None:
    said = findings([("", "none"), ("", "none")])

    assert grade("They dance.", said, ("correct", 1.0), key_points=()).score == 0


def test_words_of_an_accepted_answer_count_as_evidence(grade: Grade) -> None:
    said = findings([("", "none"), ("They are power plants", "full")])
    response = "They are power plants."

    assert grade(response, said).score == 0
    assert grade(response, said, exemplars=(Exemplar("Little power plants", 1.0),)).score == 2.0
    assert grade(response, said, exemplars=(Exemplar("Little power plants", 0.0),)).score == 0


def test_a_reference_word_for_word_asks_no_model(grade: Grade) -> None:
    verdict = grade("Mitochondria produce ATP, which supplies the cell with energy.", {})

    assert (verdict.label, verdict.tokens.calls) == ("correct", 0)


def test_what_the_model_used_is_counted(grade: Grade) -> None:
    assert grade(BOTH, FULL).tokens.calls == 2


def test_the_schema_is_bounded_and_has_each_key_point_once() -> None:
    schema = points_schema(20)
    check_limits(schema)
    twenty = findings([("a", "half")] * 20)

    assert read_json(str(twenty).replace("'", '"'), schema) == twenty
    with pytest.raises(NotThisSchema):
        read_json(str(findings([("a", "half")] * 19)).replace("'", '"'), schema)
