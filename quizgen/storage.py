"""The media storage, beyond Django's own API: all that web and workers share of a lecture's files.

It is a folder, or an object store where S3_BUCKET is set. Nothing but `local_path` knows of the difference.
"""

import errno
import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import default_storage

CHUNK_BYTES = 64 * 1024


DISK_FULL = (errno.ENOSPC, errno.EDQUOT)


class StorageUnavailable(OSError):
    """The object store does not answer now; later may help."""


def local_path(name: str) -> Path | None:
    """Where the file lies on this machine; None where the storage is no folder of it."""
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def is_disk_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in DISK_FULL


def keep_whole(name: str, content: File) -> None:
    """Stores `content` under exactly this name, which is that of its content: a file that is there already stays.

    No reader, and no successor of a killed writer, ever sees half of it. Raises OSError.
    """
    if default_storage.exists(name):
        return
    target = local_path(name)
    if target is None:
        # An object appears when its upload has ended.
        default_storage.save(name, content)
    else:
        _rename_into_place(target, content)


def read_range(name: str, first: int, length: int) -> Iterator[bytes]:
    """`length` bytes from `first` on, in chunks. Raises FileNotFoundError, OSError."""
    # Of an object store's file one must ask for the part alone; Django's `open` would fetch all of it.
    ranged = getattr(default_storage, "read_range", None)
    return _seek_and_read(name, first, length) if ranged is None else ranged(name, first, length)


def _rename_into_place(target: Path, content: File) -> None:
    stored = f"incoming/{uuid.uuid4().hex}"
    try:
        default_storage.save(stored, content)
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(default_storage.path(stored), target)
    finally:
        default_storage.delete(stored)


def _seek_and_read(name: str, first: int, length: int) -> Iterator[bytes]:
    opened: Any
    with default_storage.open(name, "rb") as opened:
        opened.seek(first)
        left = length
        while left > 0 and (chunk := opened.read(min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk
