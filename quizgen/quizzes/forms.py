"""Forms of quizzes."""

import re
from typing import Any

from django import forms
from django.http import QueryDict

from quizgen.presentation import clock
from quizgen.quizzes.choices import LONGEST_CHOICE, wrong_choices
from quizgen.quizzes.line_forms import KeyPointFormSet, WrongChoiceFormSet, key_points_of, wrong_choices_of
from quizgen.quizzes.models import Question, QuestionKind
from quizgen.quizzes.services import QuestionContent

MOMENTS = ("explained_from", "explained_to", "asked_at")
MOMENT = re.compile(r"(?:(\d+):)??(?:(\d+):)?(\d+(?:\.\d+)?)", re.ASCII)


class MomentField(forms.Field):
    """A moment of a recording, written as 12:34 or 1:02:03; seconds as float, or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "input--short", "placeholder": "12:34"}))
        super().__init__(required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return clock(value) if isinstance(value, (int, float)) else value

    def to_python(self, value: Any) -> float | None:
        text = str(value or "").strip()
        if not text:
            return None
        match = MOMENT.fullmatch(text)
        if match is None:
            raise forms.ValidationError("Write a moment as minutes and seconds, for example 12:34.")
        hours, minutes, seconds = match.groups()
        return int(hours or 0) * 3600 + int(minutes or 0) * 60 + float(seconds)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != (data or None)


class QuestionForm(forms.Form):
    stem = forms.CharField(
        label="Question", max_length=500, widget=forms.Textarea(attrs={"rows": 2, "class": "input--large"})
    )
    reference_answers = forms.CharField(
        label="Reference answers",
        help_text="Each on a line of its own. An answer is measured against the nearest.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    explained_from = MomentField(label="Explained from")
    explained_to = MomentField(label="to")
    asked_at = MomentField(label="Asked at")
    as_choice = forms.BooleanField(label="Learners choose one of these instead of writing", required=False)

    def __init__(self, *args: Any, duration_s: float | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duration_s = duration_s

    def clean_reference_answers(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.cleaned_data["reference_answers"].splitlines() if line.strip())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in MOMENTS:
            if self.duration_s and (values.get(name) or 0) > self.duration_s + 1:
                self.add_error(name, f"The recording ends at {clock(self.duration_s)}.")
        start, end = values.get("explained_from"), values.get("explained_to")
        if start is not None and end is not None and end < start:
            self.add_error("explained_to", "It cannot end before it begins.")
        return values


class RejectForm(forms.Form):
    reason = forms.CharField(max_length=300, required=False)


class Editor:
    """The three forms of the page on which a question is written, as one. `question`: None where it is a new one."""

    def __init__(self, data: QueryDict | None, *, question: Question | None, duration_s: float | None) -> None:
        self.question = question
        initial, points, wrong = (initial_of(question), *_lines_of(question)) if question else ({}, [], [])
        self.form = QuestionForm(data, initial=initial, duration_s=duration_s)
        self.key_points = KeyPointFormSet(data, initial=points, prefix="points")
        self.choices = WrongChoiceFormSet(data, initial=wrong, prefix="choices")

    def is_valid(self) -> bool:
        each = [self.form.is_valid(), self.key_points.is_valid(), self.choices.is_valid()]
        return all(each) and self._choices_fit()

    def content(self) -> QuestionContent:
        """What valid forms say. A moment that nobody touched keeps its fraction of a second."""
        values = dict(self.form.cleaned_data)
        if self.question is not None:
            before = initial_of(self.question)
            values |= {name: before[name] for name in MOMENTS if name not in self.form.changed_data}
        return QuestionContent(
            stem=values["stem"],
            reference_answers=values["reference_answers"],
            key_points=key_points_of(self.key_points),
            wrong_choices=wrong_choices_of(self.choices),
            kind=QuestionKind.CHOICE if values["as_choice"] else QuestionKind.FREE_TEXT,
            **{name: values[name] for name in MOMENTS},
        )

    def _choices_fit(self) -> bool:
        """Whether there is something to choose from, and nothing of it is right and wrong at once."""
        wrong, answers = wrong_choices_of(self.choices), self.form.cleaned_data["reference_answers"]
        if self.form.cleaned_data["as_choice"] and not wrong:
            self.form.add_error("as_choice", "There is no wrong choice yet. Write one.")
        if {choice.text.casefold() for choice in wrong} & {answer.casefold() for answer in answers}:
            self.form.add_error("as_choice", "One of the wrong choices is a reference answer.")
        if wrong and len(answers[0]) > LONGEST_CHOICE:
            self.form.add_error(
                "reference_answers", f"To be chosen, the first has at most {LONGEST_CHOICE} characters."
            )
        return not self.form.errors


def initial_of(question: Question) -> dict[str, Any]:
    """The form's values for a question that there is."""
    return {
        "stem": question.stem,
        "reference_answers": "\n".join(question.reference_answers),
        "explained_from": question.evidence_start,
        "explained_to": question.evidence_end,
        "asked_at": question.probe.at_s if hasattr(question, "probe") else None,
        "as_choice": question.kind == QuestionKind.CHOICE,
    }


def _lines_of(question: Question) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    points = [{"text": point.text, "points": f"{point.points:g}"} for point in question.key_points.all()]
    wrong = [{"text": choice.text, "misconception": choice.misconception} for choice in wrong_choices(question)]
    return points, wrong
