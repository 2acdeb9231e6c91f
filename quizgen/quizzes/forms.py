"""Forms of quizzes."""

import re
from typing import Any

from django import forms

from quizgen.presentation import clock
from quizgen.quizzes.models import Question
from quizgen.quizzes.services import QuestionContent

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

    def __init__(self, *args: Any, duration_s: float | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.duration_s = duration_s

    def clean_reference_answers(self) -> tuple[str, ...]:
        return tuple(line.strip() for line in self.cleaned_data["reference_answers"].splitlines() if line.strip())

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("explained_from", "explained_to", "asked_at"):
            if self.duration_s and (values.get(name) or 0) > self.duration_s + 1:
                self.add_error(name, f"The recording ends at {clock(self.duration_s)}.")
        start, end = values.get("explained_from"), values.get("explained_to")
        if start is not None and end is not None and end < start:
            self.add_error("explained_to", "It cannot end before it begins.")
        return values


class KeyPointForm(forms.Form):
    text = forms.CharField(label="Key point", max_length=400, required=False)
    points = forms.FloatField(
        label="Points",
        min_value=0.25,
        max_value=20,
        initial=1,
        required=False,
        widget=forms.NumberInput({"step": 0.25}),
    )

    def clean_points(self) -> float:
        points = self.cleaned_data.get("points")
        return 1.0 if points is None else points


class BaseKeyPoints(forms.BaseFormSet):
    def clean(self) -> None:
        if not any(self.errors) and not key_points_of(self):
            raise forms.ValidationError("A question needs a key point: what an answer must say.")


KeyPointFormSet = forms.formset_factory(KeyPointForm, formset=BaseKeyPoints, extra=1, max_num=20)


def key_points_of(key_points: forms.BaseFormSet) -> tuple[tuple[str, float], ...]:
    """(text, points) of a valid set. A line left empty is no key point."""
    values = [form.cleaned_data for form in key_points.forms if form.cleaned_data.get("text")]
    return tuple((value["text"], value["points"]) for value in values)


class RejectForm(forms.Form):
    reason = forms.CharField(max_length=300, required=False)


def initial_of(question: Question) -> dict[str, Any]:
    """The form's values for a question that there is."""
    return {
        "stem": question.stem,
        "reference_answers": "\n".join(question.reference_answers),
        "explained_from": question.evidence_start,
        "explained_to": question.evidence_end,
        "asked_at": question.probe.at_s if hasattr(question, "probe") else None,
    }


def content_of(form: QuestionForm, key_points: forms.BaseFormSet, before: Question | None = None) -> QuestionContent:
    """What two valid forms say. A moment that nobody touched keeps its fraction of a second."""
    values = dict(form.cleaned_data)
    if before is not None:
        untouched = set(initial_of(before)) - set(form.changed_data)
        values |= {name: value for name, value in initial_of(before).items() if name in untouched}
        values["reference_answers"] = form.cleaned_data["reference_answers"]
    return QuestionContent(
        stem=values["stem"],
        reference_answers=values["reference_answers"],
        key_points=key_points_of(key_points),
        explained_from=values["explained_from"],
        explained_to=values["explained_to"],
        asked_at=values["asked_at"],
    )
