"""What changes an account: signing up, and tokens for other systems."""

from datetime import timedelta

from django.utils import timezone

from quizgen.accounts.models import ApiToken, Scope, User

NOTED_EVERY = timedelta(minutes=1)


def sign_up(*, username: str, password: str, full_name: str = "") -> User:
    """A new user. `password` has passed the validators; whether anybody may sign up is the view's to ask."""
    first_name, _, last_name = full_name.strip().partition(" ")
    return User.objects.create_user(
        username=username, password=password, first_name=first_name[:150], last_name=last_name.strip()[:150]
    )


def create_token(*, user: User, name: str, scope: Scope = Scope.GRADE) -> tuple[ApiToken, str]:
    """The token's row and its secret, which is kept nowhere and cannot be shown again."""
    secret = ApiToken.new_secret()
    token = ApiToken.objects.create(user=user, name=name, scope=scope, token_hash=ApiToken.hash_of(secret))
    return token, secret


def note_use(*, token: ApiToken) -> None:
    """Remembers that the token is used now; at most once a minute, so that reading costs no write each time."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


def revoke_token(*, token: ApiToken) -> ApiToken:
    """From now on nothing can be asked for with it. Revoking again changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
    return token
