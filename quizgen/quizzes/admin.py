"""Quizzes in the operator's back room."""

from django.contrib import admin

from quizgen.quizzes.models import KeyPoint, Probe, Question, Quiz


class KeyPointInline(admin.TabularInline):
    model = KeyPoint
    extra = 0


class ProbeInline(admin.TabularInline):
    model = Probe
    extra = 0


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    list_display = ["stem", "status", "wh", "score", "source", "rule"]
    list_filter = ["status", "wh", "source", "rule"]
    search_fields = ["stem"]
    raw_id_fields = ["quiz", "replaces", "reviewed_by"]
    inlines = [KeyPointInline, ProbeInline]


@admin.register(Quiz)
class QuizAdmin(admin.ModelAdmin):
    list_display = ["lecture", "published_at", "published_by"]
    list_select_related = ["lecture", "published_by"]
    raw_id_fields = ["lecture", "published_by"]
