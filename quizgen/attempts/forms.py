"""What the pages of attempts send."""

from typing import Any

from django import forms

from quizgen.attempts.grading import max_score
from quizgen.attempts.models import Attempt, Response
from quizgen.attempts.services import MAX_RESPONSE_CHARACTERS
from quizgen.quizzes.models import Choice, Question


class AnswerForm(forms.Form):
    """Only questions of the attempt's own quiz, and choices of these, are there to be named."""

    client_key = forms.UUIDField()
    question = forms.ModelChoiceField(Question.objects.none())
    text = forms.CharField(required=False, strip=False)
    choice = forms.ModelChoiceField(Choice.objects.none(), required=False)

    def __init__(self, attempt: Attempt, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["question"].queryset = Question.objects.filter(quiz=attempt.quiz)  # type: ignore[attr-defined]
        self.fields["choice"].queryset = Choice.objects.filter(question__quiz=attempt.quiz)  # type: ignore[attr-defined]


class PositionForm(forms.Form):
    position_s = forms.FloatField(min_value=0)


class TrialForm(forms.Form):
    text = forms.CharField(max_length=MAX_RESPONSE_CHARACTERS)


class OverrideForm(forms.Form):
    score = forms.FloatField(min_value=0, label="Points")
    note = forms.CharField(required=False, max_length=1000, label="Note to the learner")

    def __init__(self, response: Response, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grade = response.grade
        self.highest = grade.max_score if grade else max_score(response.question)

    def clean_score(self) -> float:
        score: float = self.cleaned_data["score"]
        if score > self.highest:
            raise forms.ValidationError(f"At most {self.highest:g} points can be earned here.")
        return score


class JudgeForm(forms.Form):
    """What a person says to a grade: `credit_1`, `credit_2` … in the order of the key points, and words.
    `seen` is the grade that the person had before her eyes."""

    note = forms.CharField(required=False, max_length=2000)
    seen = forms.IntegerField(required=False)

    def __init__(self, points: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.credit_names = [f"credit_{number}" for number in range(1, points + 1)]
        for name in self.credit_names:
            self.fields[name] = forms.FloatField(min_value=0, max_value=1, required=False)

    @property
    def credits(self) -> list[float]:
        """Of a valid form. A key point that nobody touched earns nothing."""
        return [self.cleaned_data[name] or 0.0 for name in self.credit_names]


class MessageForm(forms.Form):
    text = forms.CharField(max_length=10_000, strip=False)
