"""A lecture's recording as a file on this machine, which is what engines read.

Where the storage is a folder, that is the stored file. From an object store it is fetched once and kept under the name
of its content, for the stages that follow on the same machine; copies that nobody has used for a day are dropped.
"""

import contextlib
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings

from inference.errors import BadInput, EngineUnavailable
from quizgen import storage
from quizgen.lectures.models import Lecture

KEPT_UNUSED_S = 24 * 3600


def recording_path(lecture: Lecture) -> Path:
    """Raises BadInput("media.gone") where the file is no more, EngineUnavailable where the storage does not answer."""
    try:
        path = storage.local_path(str(lecture.media.name)) or _kept_copy(lecture)
    except FileNotFoundError:
        raise _gone() from None
    except OSError as error:
        raise EngineUnavailable(f"the recording cannot be fetched from the storage ({error})") from error
    if not path.is_file():
        raise _gone()
    return path


def _kept_copy(lecture: Lecture) -> Path:
    path = _folder() / f"{lecture.sha256}{lecture.suffix}"
    if not path.is_file():
        _drop_unused()
        _fetch(lecture, path)
    os.utime(path)
    return path


def _fetch(lecture: Lecture, path: Path) -> None:
    """Under a temporary name first, so that a copy is whole or absent; what a killed worker leaves is dropped later."""
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=".fetching-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            for chunk in storage.read_range(str(lecture.media.name), 0, lecture.size_bytes):
                file.write(chunk)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _drop_unused() -> None:
    for path in _folder().iterdir():
        with contextlib.suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > KEPT_UNUSED_S:
                path.unlink()


def _folder() -> Path:
    folder = Path(settings.VAR_DIR) / "recordings"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _gone() -> BadInput:
    return BadInput("media.gone", "The file of this recording is no longer there. Upload it again.")
