"""Forms of lectures."""

from django import forms

from quizgen.lectures.models import Lecture


class UploadForm(forms.Form):
    file = forms.FileField(error_messages={"required": "Choose a recording first.", "empty": "This file is empty."})
    title = forms.CharField(max_length=200, required=False)


class TitleForm(forms.ModelForm):
    class Meta:
        model = Lecture
        fields = ["title"]
        labels = {"title": "Title"}
