"""Receives uploaded files into FILE_UPLOAD_TEMP_DIR; a disk that is full meanwhile is a refusal and no error."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import StopUpload, TemporaryFileUploadHandler
from django.http import HttpRequest

from quizgen.errors import Refused
from quizgen.storage import is_disk_full

NO_ROOM = "There is no room left for recordings on this site, so nothing was kept. Tell whoever runs it, and try again."


class ReceivedFile(TemporaryFileUploadHandler):
    """Where there is no room the request is marked and ends like one without the file: see `refuse_unreceived`."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> Any:
        try:
            return super().receive_data_chunk(raw_data, start)
        except OSError as error:
            raise self._stopped(error) from error

    def file_complete(self, file_size: int) -> UploadedFile | None:
        try:
            return super().file_complete(file_size)
        except OSError as error:
            raise self._stopped(error) from error

    def _stopped(self, error: OSError) -> Exception:
        if not is_disk_full(error):
            return error
        if self.request is not None:
            self.request.META[NO_ROOM] = True
        return StopUpload(connection_reset=False)


def refuse_unreceived(request: HttpRequest) -> None:
    """Drops what has come in part. Raises Refused("upload.no_room") where a file of this request found no room."""
    whole = {id(file) for _, files in request.FILES.lists() for file in files}
    for handler in request.upload_handlers:
        if isinstance(handler, ReceivedFile) and id(half := getattr(handler, "file", None)) not in whole and half:
            half.close()
    if NO_ROOM in request.META:
        raise no_room()


def no_room() -> Refused:
    return Refused("upload.no_room", NO_ROOM)
