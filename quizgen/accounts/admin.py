"""Accounts in the operator's back room."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from quizgen.accounts.models import ApiToken, User

admin.site.register(User, UserAdmin)


@admin.register(ApiToken)
class ApiTokenAdmin(admin.ModelAdmin):
    list_display = ["name", "user", "scope", "created_at", "last_used_at", "revoked_at"]
    list_select_related = ["user"]
    readonly_fields = ["created_at", "last_used_at"]
