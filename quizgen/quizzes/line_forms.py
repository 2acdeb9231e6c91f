"""The lines of the editor that there may be many of: key points and wrong choices."""

from django import forms

from quizgen.quizzes.choices import LONGEST_CHOICE, LONGEST_MISCONCEPTION, WrongChoice


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


class WrongChoiceForm(forms.Form):
    text = forms.CharField(label="Wrong choice", max_length=LONGEST_CHOICE, required=False)
    misconception = forms.CharField(
        label="Misconception behind it",
        max_length=LONGEST_MISCONCEPTION,
        required=False,
        widget=forms.TextInput({"placeholder": "The misconception behind it"}),
    )


class BaseWrongChoices(forms.BaseFormSet):
    def clean(self) -> None:
        if any(self.errors):
            return
        texts = [choice.text.casefold() for choice in wrong_choices_of(self)]
        if len(set(texts)) < len(texts):
            raise forms.ValidationError("Two of the wrong choices are the same.")


WrongChoiceFormSet = forms.formset_factory(WrongChoiceForm, formset=BaseWrongChoices, extra=1, max_num=8)


def wrong_choices_of(choices: forms.BaseFormSet) -> tuple[WrongChoice, ...]:
    """Of a valid set. A line left empty is no choice."""
    values = [form.cleaned_data for form in choices.forms if form.cleaned_data.get("text")]
    return tuple(WrongChoice(value["text"], value["misconception"]) for value in values)
