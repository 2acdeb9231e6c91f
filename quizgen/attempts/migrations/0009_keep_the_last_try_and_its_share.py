"""Each response keeps whether it is the last try, and share and confidence of its newest grade, as every one
written from now on does."""

from django.db import migrations, models
from django.db.models import Exists, ExpressionWrapper, F, FloatField, OuterRef, Subquery
from django.db.models.functions import NullIf


def keep_figures(apps, schema_editor):
    Response, Grade = apps.get_model("attempts", "Response"), apps.get_model("attempts", "Grade")
    later = Response.objects.filter(
        attempt=OuterRef("attempt"), question=OuterRef("question"), try_number__gt=OuterRef("try_number")
    )
    Response.objects.filter(Exists(later)).update(is_last=False)
    share = ExpressionWrapper(F("score") / NullIf(F("max_score"), 0.0), output_field=FloatField())
    newest = Grade.objects.filter(response=OuterRef("pk")).order_by("-pk").annotate(share=share)
    Response.objects.update(
        share=Subquery(newest.values("share")[:1]), confidence=Subquery(newest.values("confidence")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("attempts", "0008_find_the_few_that_wait"), ("quizzes", "0004_decisions_and_other_drafts")]

    operations = [
        migrations.RemoveIndex(
            model_name="response",
            name="waiting_for_a_person",
        ),
        migrations.AddField(
            model_name="response",
            name="is_last",
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.AddField(
            model_name="response",
            name="share",
            field=models.FloatField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name="response",
            name="confidence",
            field=models.FloatField(editable=False, null=True),
        ),
        migrations.RunPython(keep_figures, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="response",
            index=models.Index(condition=models.Q(("review", "disputed"), models.Q(("is_last", True), models.Q(("review__gt", ""), ("status", "failed"), _connector="OR")), _connector="OR"), fields=["question"], name="waiting_for_a_person"),
        ),
    ]
