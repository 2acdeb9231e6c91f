"""Forms of courses."""

from typing import Any

from django import forms

from quizgen.courses.models import Course, Role


class CourseForm(forms.ModelForm):
    class Meta:
        model = Course
        fields = ["title"]
        labels = {"title": "What is the course called?"}
        widgets = {"title": forms.TextInput(attrs={"autofocus": True, "placeholder": "Thermodynamics"})}


class JoinForm(forms.Form):
    code = forms.CharField(
        label="Course code",
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "class": "input--code",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "placeholder": "ABCD2345",
            }
        ),
    )


class CourseSettingsForm(forms.ModelForm):
    probe_every_s = forms.IntegerField(
        label="One question in about … seconds",
        min_value=30,
        max_value=3600,
        help_text="180 to 300 is what most lectures bear.",
    )
    probe_gap_s = forms.IntegerField(
        label="Never two closer than … seconds", min_value=15, max_value=1800, help_text="At least 60 reads calmly."
    )

    class Meta:
        model = Course
        fields = ["title", "probe_every_s", "probe_gap_s"]
        labels = {"title": "Title"}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        every, gap = values.get("probe_every_s"), values.get("probe_gap_s")
        if every and gap and gap > every:
            self.add_error("probe_gap_s", "The least gap cannot be longer than the usual one.")
        return values


class RoleForm(forms.Form):
    role = forms.TypedChoiceField(choices=Role.choices, coerce=Role)
