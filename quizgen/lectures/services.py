"""What changes a lecture: upload, retry, retitle, delete."""

import hashlib

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone

from inference.errors import BadInput
from inference.signatures import PLAYABLE, read_signature
from inference.text.untrusted import strip_invisible
from quizgen import queue
from quizgen.accounts.models import User
from quizgen.claims import Status
from quizgen.courses.models import Course
from quizgen.errors import Refused
from quizgen.lectures.filenames import SUFFIXES, suffix_of, title_of
from quizgen.lectures.models import Lecture, Stage, StageRun, media_path
from quizgen.lectures.receiving import no_room
from quizgen.storage import is_disk_full, keep_whole

HEAD_BYTES = 64


def upload_lecture(*, course: Course, user: User, title: str, file: File) -> Lecture:
    """Stores the recording and asks a worker to look at it; the same file in the same course is the same lecture.

    Checks name, size and the first 64 bytes only and raises Refused with a sentence; everything else about the
    recording is found out by inspect_media.
    """
    name = str(file.name or "")
    _refuse_unusable(name, file)
    sha256 = _sha256(file)
    same = Lecture.objects.filter(course=course, sha256=sha256)
    if lecture := same.first():
        return lecture
    lecture = Lecture(
        course=course,
        title=(strip_invisible(title).strip() or title_of(name))[:200],
        original_name=strip_invisible(name)[-255:],
        suffix=suffix_of(name),
        sha256=sha256,
        size_bytes=file.size,
        uploaded_by=user,
    )
    lecture.media.name = media_path(lecture, name)
    _keep(str(lecture.media.name), file)
    try:
        with transaction.atomic():
            lecture.save()
            first = StageRun.objects.create(lecture=lecture, stage=Stage.INSPECT_MEDIA)
            _nudge_on_commit(first)
    except IntegrityError:
        # The same file was posted twice at once; the other request has made the lecture.
        return same.get()
    return lecture


def retry_stage(*, stage_run: StageRun) -> StageRun:
    """Puts a failed stage back to the start. A stage that waits, runs or is done stays as it is."""
    changed = StageRun.objects.filter(pk=stage_run.pk, status=Status.FAILED).update(
        status=Status.PENDING,
        due=None,
        progress=0.0,
        waiting_since=timezone.now(),
        error_code="",
        error="",
        note="",
        finished_at=None,
    )
    stage_run.refresh_from_db()
    if changed:
        _nudge_on_commit(stage_run)
    return stage_run


def retitle_lecture(*, lecture: Lecture, title: str) -> Lecture:
    title = strip_invisible(title).strip()
    if not title:
        raise Refused("lecture.no_title", "A lecture needs a title.")
    lecture.title = title[:200]
    lecture.save(update_fields=["title"])
    return lecture


def delete_lecture(*, lecture: Lecture) -> None:
    """Deletes the lecture with its quiz, and its files where no other course has the same recording.

    Raises Refused where learners have answered its questions: their grades would go with it.
    """
    if _has_responses(lecture):
        raise Refused("lecture.has_responses", "Learners have answered questions of this lecture, so it is kept.")
    files = [name for pair in lecture.slides.values_list("image", "thumbnail") for name in pair if name]
    if not Lecture.objects.filter(media=lecture.media.name).exclude(pk=lecture.pk).exists():
        files.append(lecture.media.name)
    with transaction.atomic():
        lecture.delete()
        transaction.on_commit(lambda: _delete_files(files))


def _keep(name: str, file: File) -> None:
    try:
        keep_whole(name, file)
    except OSError as error:
        if is_disk_full(error):
            raise no_room() from error
        raise


def _has_responses(lecture: Lecture) -> bool:
    return Lecture.objects.filter(pk=lecture.pk, quiz__attempts__responses__isnull=False).exists()


def _refuse_unusable(name: str, file: File) -> None:
    if suffix_of(name) not in SUFFIXES:
        raise Refused("upload.unknown_type", f"The name of this file is not that of a recording. Use {PLAYABLE}.")
    if file.size > settings.MAX_UPLOAD_BYTES:
        limit_mb = settings.MAX_UPLOAD_BYTES // (1024 * 1024)
        raise Refused("upload.too_large", f"This file is larger than {limit_mb} MB, the most that is taken here.")
    file.seek(0)
    head = file.read(HEAD_BYTES)
    file.seek(0)
    try:
        read_signature(head)
    except BadInput as bad:
        raise Refused(bad.code, bad.sentence) from bad


def _sha256(file: File) -> str:
    """What is uploaded lies in a file of this machine or in memory, so that reading it twice is cheap."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def _nudge_on_commit(stage_run: StageRun) -> None:
    transaction.on_commit(lambda: queue.nudge_stage(stage_run_id=stage_run.pk, stage=stage_run.stage))


def _delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)
