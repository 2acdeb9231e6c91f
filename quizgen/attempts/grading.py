"""What a grader is asked about a response or a request, and what the web grades by itself without a model."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rest_framework.exceptions import ErrorDetail

from inference.errors import BadInput
from inference.grading.exact import grade_choice, grade_exact
from inference.grading.verdict import Exemplar, GradingTask, Verdict
from inference.questions.question import KeyPoint
from quizgen.attempts.exemplars import exemplars_of, grade_as_judged, key_of, same_words
from quizgen.attempts.models import Response
from quizgen.errors import CannotGrade, problem_of
from quizgen.quizzes.models import Choice, Question, QuestionKind


def response_task(response: Response) -> GradingTask:
    """A learner's answer in free text, with the rubric of its question, what people have judged of it before, and the
    language of its lecture."""
    question = response.question
    return GradingTask(
        question=question.stem,
        reference_answers=tuple(question.reference_answers),
        key_points=tuple(KeyPoint(point.text, point.points) for point in question.key_points.all()),
        response=response.text,
        language=question.quiz.lecture.language or "en",
        exemplars=exemplars_of(question),
    )


def request_task(body: Mapping[str, Any]) -> GradingTask:
    """The body of a GradingRequest, as the serializer has checked it: key points are {text, points}. Only a trial has
    exemplars, as {text, credit}."""
    return GradingTask(
        question=body["question"],
        reference_answers=tuple(body["reference_answers"]),
        key_points=tuple(KeyPoint(point["text"], point["points"]) for point in body["key_points"]),
        response=body["response"],
        language=body["language"],
        exemplars=tuple(Exemplar(one["text"], one["credit"]) for one in body.get("exemplars", [])),
    )


def trial_body(question: Question, text: str) -> dict[str, Any]:
    """The body of a GradingRequest that grades `text` as an answer to this question, as it stands now."""
    return {
        "question": question.stem,
        "reference_answers": list(question.reference_answers),
        "key_points": [{"text": point.text, "points": point.points} for point in question.key_points.all()],
        "response": text,
        "language": question.quiz.lecture.language or "en",
        "exemplars": [asdict(exemplar) for exemplar in exemplars_of(question)],
    }


def request_result(verdict: Verdict) -> dict[str, Any]:
    """A verdict as REST sends it. `feedback` is the first step; what is missing stands beside it for the caller."""
    return {
        "score": verdict.score,
        "max_score": verdict.max_score,
        "verdict": verdict.label,
        "matched": list(verdict.matched),
        "missing": list(verdict.missing),
        "feedback": verdict.feedback[0],
        "confidence": verdict.confidence,
        "grader": verdict.grader,
    }


def items_of(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The items of a batch; of a single grading, itself."""
    return body.get("items", [body])


def result_at_once(item: Mapping[str, Any]) -> dict[str, Any] | None:
    """The problem of an item that could not be used, or the result that needs no grader; else None."""
    if "problem" in item:
        return dict(item["problem"])
    task = request_task(item)
    key = key_of(task.response)
    judged = next((one for one in task.exemplars if key and key_of(one.text) == key), None)
    verdict = grade_as_judged(task, (), judged.credit) if judged else grade_exact(task)
    return None if verdict is None else request_result(verdict)


def body_result(body: Mapping[str, Any], results: list[dict[str, Any]]) -> dict[str, Any]:
    """What is sent: the results of a batch in the order of its items, or the one result."""
    return {"results": results} if "items" in body else results[0]


def refusal_problem(bad: BadInput) -> dict[str, Any]:
    """What stands in the place of a batch's item that the grader cannot use."""
    return problem_of({"detail": ErrorDetail(bad.sentence, bad.code)}, CannotGrade.status_code)


def graded_at_once(response: Response) -> Verdict | None:
    """The verdict on a choice, on the words of a judged answer or of a reference; None where it takes a grader. What a
    person has judged goes before the reference."""
    if response.question.kind == QuestionKind.CHOICE and response.choice is not None:
        return _choice_verdict(response.question, response.choice)
    task, judged = response_task(response), same_words(response.question, response.text)
    return grade_as_judged(task, judged.credits, judged.credit) if judged else grade_exact(task)


def rubric(question: Question) -> tuple[KeyPoint, ...]:
    """What a person gives credit for: the key points, or without them the answer as a whole."""
    points = tuple(KeyPoint(point.text, point.points) for point in question.key_points.all())
    return points or (KeyPoint(" or ".join(question.reference_answers[:1]) or "The answer"),)


def max_score(question: Question) -> float:
    """The sum of the key points' points; 1 for a question without key points."""
    return sum(point.points for point in question.key_points.all()) or 1.0


def _choice_verdict(question: Question, choice: Choice) -> Verdict:
    right = [option.text for option in question.choices.all() if option.is_correct]
    return grade_choice(chosen=choice.text, right_choices=right, points=max_score(question))
