"""Attempts in the operator's back room."""

from django.contrib import admin

from quizgen.attempts.models import Attempt, Grade, GradingRequest, Response


class GradeInline(admin.TabularInline):
    """To be read only: grades are appended and never changed."""

    model = Grade
    extra = 0
    can_delete = False
    readonly_fields = ["score", "max_score", "verdict", "confidence", "grader", "graded_by", "note", "graded_at"]
    exclude = ["credits", "conflict", "feedback"]

    def has_add_permission(self, *args: object) -> bool:
        return False


@admin.register(Attempt)
class AttemptAdmin(admin.ModelAdmin):
    list_display = ["learner", "quiz", "started_at", "finished_at"]
    list_select_related = ["learner", "quiz__lecture"]
    raw_id_fields = ["learner", "quiz"]


@admin.register(Response)
class ResponseAdmin(admin.ModelAdmin):
    list_display = ["text", "try_number", "status", "error_code", "submitted_at"]
    list_filter = ["status", "error_code"]
    raw_id_fields = ["attempt", "question", "choice"]
    inlines = [GradeInline]


@admin.register(GradingRequest)
class GradingRequestAdmin(admin.ModelAdmin):
    list_display = ["id", "token", "asked_by", "status", "error_code", "created_at"]
    list_filter = ["status", "error_code"]
    list_select_related = ["token", "asked_by"]
    raw_id_fields = ["token", "asked_by"]
