"""Says of what was graded before which answers a person should look at, and which grades were a person's."""

from django.db import migrations
from django.db.models import Exists, OuterRef, Q, Subquery

UNSURE_BELOW = 0.6


def find_what_to_review(apps, schema_editor):
    Response, Grade = apps.get_model("attempts", "Response"), apps.get_model("attempts", "Grade")
    Grade.objects.filter(grader="person").update(occasion="overridden")
    newest = Grade.objects.filter(response=OuterRef("pk")).order_by("-pk")
    later = Response.objects.filter(
        attempt=OuterRef("attempt"), question=OuterRef("question"), try_number__gt=OuterRef("try_number")
    )
    unsure = (
        Response.objects.order_by()
        .annotate(
            newest_confidence=Subquery(newest.values("confidence")[:1]),
            says_so=Subquery(newest.values("needs_review")[:1]),
            grader=Subquery(newest.values("grader")[:1]),
        )
        .filter(Q(newest_confidence__lt=UNSURE_BELOW) | Q(says_so=True))
        .exclude(grader="person")
        .exclude(Exists(later))
    )
    Response.objects.filter(pk__in=unsure.values("pk")).update(review="unsure")


class Migration(migrations.Migration):
    dependencies = [("attempts", "0004_judgements_and_disputes")]

    operations = [migrations.RunPython(find_what_to_review, migrations.RunPython.noop)]
