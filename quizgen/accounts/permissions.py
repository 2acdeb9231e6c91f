"""What a token may do: its scope against what an address needs."""

from typing import Any, ClassVar

from rest_framework.exceptions import PermissionDenied
from rest_framework.permissions import SAFE_METHODS, IsAuthenticated
from rest_framework.request import Request

from quizgen.accounts.models import ApiToken, Scope


class InsufficientScope(PermissionDenied):
    """The `auth_header` is that of RFC 6750, section 3.1."""

    default_code = "token.scope"
    auth_header: ClassVar[str] = 'Bearer error="insufficient_scope"'


class MayGrade(IsAuthenticated):
    def has_permission(self, request: Request, view: Any) -> bool:
        return super().has_permission(request, view) and _check(request, Scope.GRADE)


class MayUseCourses(IsAuthenticated):
    """Reading takes one scope, changing another. Which rows there are for a user is the views' to ask."""

    def has_permission(self, request: Request, view: Any) -> bool:
        needed = Scope.COURSE_READ if request.method in SAFE_METHODS else Scope.COURSE_WRITE
        return super().has_permission(request, view) and _check(request, needed)


def _check(request: Request, needed: Scope) -> bool:
    token = request.auth
    if not isinstance(token, ApiToken):
        return False
    if not token.allows(needed):
        raise InsufficientScope(f"This token may not do that: it needs the scope {needed.value}.")
    return True
