"""Courses in the operator's back room."""

from django.contrib import admin

from quizgen.courses.models import Course, Membership


class MembershipInline(admin.TabularInline):
    model = Membership
    raw_id_fields = ["user"]
    extra = 0


@admin.register(Course)
class CourseAdmin(admin.ModelAdmin):
    list_display = ["title", "join_code", "created_at"]
    search_fields = ["title", "join_code"]
    inlines = [MembershipInline]
