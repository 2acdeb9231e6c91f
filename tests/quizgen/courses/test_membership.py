"""Who belongs to a course, and as what."""

import pytest

from quizgen.courses.models import Membership, Role
from quizgen.courses.services import change_role, create_course, join_course, remove_member, renew_join_code
from quizgen.errors import Refused
from tests.quizgen.workbench import course, person, signed_in, teacher

pytestmark = pytest.mark.django_db


def test_who_creates_a_course_teaches_it() -> None:
    ada = person("ada")

    row = create_course(user=ada, title="Mechanics")

    assert row.memberships.get().role == Role.INSTRUCTOR
    assert len(row.join_code) == 8


@pytest.mark.parametrize("typed", ["ABCD2345", " abcd2345 ", "abcd-2345", "ABCD 2345"])
def test_the_code_is_known_however_it_is_typed(typed: str) -> None:
    row = course(join_code="ABCD2345")

    membership = join_course(user=person("mia"), code=typed)

    assert (membership.course, membership.role) == (row, Role.LEARNER)


def test_an_instructor_who_joins_by_the_code_stays_instructor() -> None:
    row = course()
    ada = teacher(row)

    assert join_course(user=ada, code=row.join_code).role == Role.INSTRUCTOR
    assert Membership.objects.count() == 1


def test_an_unknown_code_is_refused_on_the_page() -> None:
    mia = person("mia")

    response = signed_in(mia).post("/join/", {"code": "WRONG234"})

    assert b"No course has this code" in response.content
    assert not mia.memberships.exists()


def test_a_link_fills_the_code_in() -> None:
    page = signed_in(person("mia")).get("/join/?code=ABCD2345").content.decode()

    assert 'value="ABCD2345"' in page


def test_a_new_code_closes_the_old_one() -> None:
    row = course()
    old = row.join_code
    renew_join_code(course=row)

    with pytest.raises(Refused):
        join_course(user=person("mia"), code=old)


def test_a_course_is_never_left_without_an_instructor() -> None:
    row = course()
    only = Membership.objects.get(user=teacher(row))

    for leave in (lambda: remove_member(membership=only), lambda: change_role(membership=only, role=Role.ASSISTANT)):
        with pytest.raises(Refused, match="needs an instructor"):
            leave()
    assert Membership.objects.get().role == Role.INSTRUCTOR


def test_with_a_second_instructor_the_first_may_leave() -> None:
    row = course()
    first, _ = Membership.objects.get(user=teacher(row)), teacher(row, "grace")

    remove_member(membership=first)

    assert Membership.objects.get().user.username == "grace"
