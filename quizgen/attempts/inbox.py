"""What waits for the person who looks at a page: answers to review for staff, replies for learners. In the top bar."""

from functools import cached_property

from django.http import HttpRequest

from quizgen.accounts.models import User
from quizgen.attempts.models import Dispute
from quizgen.attempts.reviewing import Wanted, to_review

MOST_COUNTED = 99


class Inbox:
    """Counts when a template asks, so that fragments cost nothing."""

    def __init__(self, user: User) -> None:
        self._user = user

    @cached_property
    def to_review(self) -> str:
        """ "" for none. Beyond 99 nobody counts, and neither does the database: it stands on every page."""
        number = to_review(self._user, Wanted())[: MOST_COUNTED + 1].count()
        return f"{MOST_COUNTED}+" if number > MOST_COUNTED else str(number or "")

    @cached_property
    def unread(self) -> list[int]:
        """The attempts with replies that the learner has not seen, one for each reply."""
        replies = Dispute.objects.of_learner(self._user).unread().order_by("pk")
        return list(replies.values_list("response__attempt", flat=True))


def inbox(request: HttpRequest) -> dict[str, Inbox]:
    """A context processor. Nobody has an inbox who is not signed in."""
    user = getattr(request, "user", None)
    return {"inbox": Inbox(user)} if isinstance(user, User) else {}
