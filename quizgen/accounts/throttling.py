"""How often a token may ask. Counted in the cache, which all web processes share where it is a Redis server."""

import logging
from typing import Any

from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.settings import api_settings
from rest_framework.throttling import SimpleRateThrottle

from quizgen.accounts.models import ApiToken

logger = logging.getLogger(__name__)


class TokenThrottle(SimpleRateThrottle):
    """So many requests in a minute by one token; 429 says with Retry-After when there is room again."""

    def get_rate(self) -> str | None:
        """Read when it is asked for, and not when this is loaded: `N/min`."""
        rate: Any = api_settings.DEFAULT_THROTTLE_RATES[str(self.scope)]
        return rate

    def get_cache_key(self, request: Request, view: Any) -> str | None:
        if not isinstance(request.auth, ApiToken):
            return None
        return f"throttle:{self.scope}:{request.auth.pk}"

    def allow_request(self, request: Request, view: Any) -> bool:
        try:
            return super().allow_request(request, view)
        except RedisError as error:
            # Nothing counts while the cache is away; that is no reason to answer nobody.
            logger.warning("The cache is away, requests are not counted: %s", error)
            return True


class GradingThrottle(TokenThrottle):
    scope = "grading"


class CourseThrottle(TokenThrottle):
    scope = "courses"
