"""What changes a course and who belongs to it."""

from django.db import transaction

from quizgen.accounts.models import User
from quizgen.courses.models import Course, Membership, Role, new_join_code
from quizgen.errors import Refused


@transaction.atomic
def create_course(*, user: User, title: str) -> Course:
    """A course that the user teaches. Anybody may make one."""
    course = Course.objects.create(title=title)
    Membership.objects.create(course=course, user=user, role=Role.INSTRUCTOR)
    return course


def join_course(*, user: User, code: str) -> Membership:
    """The user as a learner of the course with this code; who belongs to it already keeps the role.

    Raises Refused where no course has the code.
    """
    wanted = "".join(code.split()).replace("-", "").upper()
    course = Course.objects.filter(join_code=wanted).first()
    if course is None:
        raise Refused("course.unknown_code", "No course has this code. Ask whoever teaches it for the right one.")
    membership, _ = Membership.objects.get_or_create(course=course, user=user, defaults={"role": Role.LEARNER})
    return membership


def update_course(*, course: Course, title: str, probe_every_s: int, probe_gap_s: int) -> Course:
    """The rate and the gap count for whatever is published from now on; published questions stay where they are."""
    course.title, course.probe_every_s, course.probe_gap_s = title, probe_every_s, probe_gap_s
    course.save(update_fields=["title", "probe_every_s", "probe_gap_s"])
    return course


def renew_join_code(*, course: Course) -> Course:
    """A new code; the old one opens nothing any more. Who has joined stays."""
    course.join_code = new_join_code()
    course.save(update_fields=["join_code"])
    return course


def change_role(*, membership: Membership, role: Role) -> Membership:
    """Raises Refused where the course would be left without an instructor."""
    _keep_an_instructor(membership, leaves=role != Role.INSTRUCTOR)
    membership.role = role
    membership.save(update_fields=["role"])
    return membership


def remove_member(*, membership: Membership) -> None:
    """Takes the person out of the course; what they answered is kept. Raises Refused for the last instructor."""
    _keep_an_instructor(membership, leaves=True)
    membership.delete()


def _keep_an_instructor(membership: Membership, *, leaves: bool) -> None:
    others = Membership.objects.filter(course=membership.course_id, role=Role.INSTRUCTOR).exclude(pk=membership.pk)
    if leaves and membership.role == Role.INSTRUCTOR and not others.exists():
        raise Refused("course.last_instructor", "A course needs an instructor. Make somebody else one first.")
