"""Every migration can be taken back, and put on again."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection

from quizgen.courses.models import Course

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

OURS = ("attempts", "quizzes", "lectures", "courses", "accounts")


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.partition("_")[0] in OURS}


def test_all_migrations_go_back_to_nothing_and_forward_again() -> None:
    before = tables()
    assert len(before) > 10

    try:
        for app in OURS:
            call_command("migrate", app, "zero", verbosity=0)
        assert tables() == set()
    finally:
        call_command("migrate", verbosity=0)

    assert tables() == before
    assert Course.objects.create(title="Physics").pk


def test_the_rows_and_the_migrations_say_the_same(capsys: Any) -> None:
    call_command("makemigrations", "--check", "--dry-run")

    assert "No changes detected" in capsys.readouterr().out
