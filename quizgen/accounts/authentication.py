"""Who asks: a person who is signed in, or another system by its bearer token."""

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from quizgen.accounts.models import ApiToken, User
from quizgen.accounts.services import note_use


class SignedInRequest(HttpRequest):
    """The request of a view behind `login_required`, for type checks."""

    user: User


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer qg_...` (RFC 6750)."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        words = get_authorization_header(request).split()
        if not words or words[0].lower() != b"bearer":
            return None
        if len(words) != 2:
            raise AuthenticationFailed("Write the token as: Authorization: Bearer qg_…")
        token = (
            ApiToken.objects.select_related("user")
            .filter(token_hash=ApiToken.hash_of(words[1].decode("latin-1")), revoked_at=None, user__is_active=True)
            .first()
        )
        if token is None:
            raise AuthenticationFailed("This token is unknown or was revoked.")
        note_use(token=token)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"
