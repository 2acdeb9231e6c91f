"""Users and the tokens with which other systems speak for them."""

import hashlib
import secrets

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """Signs in by username. What a user may do in a course is a Membership, not a flag here."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class Scope(models.TextChoices):
    """What a token may do. Each includes the ones before it."""

    GRADE = "grade", "Grade answers"
    COURSE_READ = "course_read", "Grade, and read your courses"
    COURSE_WRITE = "course_write", "Grade, read and change your courses"


class ApiToken(models.Model):
    """Only the token's SHA-256 is kept; the token itself is shown once. `last_used_at` is true to the minute."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    scope = models.CharField(max_length=12, choices=Scope, default=Scope.GRADE)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    def allows(self, needed: Scope) -> bool:
        order = list(Scope)
        return order.index(Scope(self.scope)) >= order.index(needed)

    @staticmethod
    def new_secret() -> str:
        return f"qg_{secrets.token_urlsafe(32)}"

    @staticmethod
    def hash_of(secret: str) -> str:
        return hashlib.sha256(secret.encode()).hexdigest()
