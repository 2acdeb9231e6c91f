"""Lectures in the operator's back room."""

from django.contrib import admin

from quizgen.lectures.models import Lecture, StageRun


class StageRunInline(admin.TabularInline):
    model = StageRun
    fields = ["stage", "status", "progress", "claims", "due", "error_code", "error", "note"]
    readonly_fields = ["stage", "claims"]
    extra = 0


@admin.register(Lecture)
class LectureAdmin(admin.ModelAdmin):
    list_display = ["title", "course", "duration_s", "language", "uploaded_at"]
    list_select_related = ["course"]
    search_fields = ["title", "original_name", "sha256"]
    raw_id_fields = ["course", "uploaded_by"]
    inlines = [StageRunInline]


@admin.register(StageRun)
class StageRunAdmin(admin.ModelAdmin):
    """Why did processing stop? The row says so."""

    list_display = ["lecture", "stage", "status", "progress", "claims", "due", "error_code"]
    list_filter = ["stage", "status", "error_code"]
    list_select_related = ["lecture"]
    raw_id_fields = ["lecture"]
