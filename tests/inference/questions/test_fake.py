"""The scripted writer, which tests and front-end work use."""

from inference.engine import silent
from inference.questions.fake import ScriptedQuestionWriter
from tests.inference.questions.conftest import lecture


def test_it_asks_about_each_passage_by_its_title_and_says_that_it_is_a_fake() -> None:
    passages = [lecture(["A pendulum swings."], title="Pendulum"), lecture([]), lecture(["It stops."])]

    written = ScriptedQuestionWriter().write_questions(passages, language="fr", count=5, report=silent)

    assert [question.stem for question in written.questions] == [
        "What does the lecture say about Pendulum?",
        "What does the lecture say about part 2?",
    ]
    assert {question.rule for question in written.questions} == {"fake"}
    assert written.drops == {"no sentences": 1}
