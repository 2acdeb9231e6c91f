"""Media in an S3-compatible object store, for sites whose web and workers share no disk.

django-storages does the work (deploy/requirements/production.txt). Added are ranges, without which no player can
seek, and one error for all that botocore raises when the store is away.
"""

import contextlib
from collections.abc import Iterator
from typing import Any

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage
from storages.utils import clean_name

from quizgen.storage import CHUNK_BYTES, StorageUnavailable


class ObjectStorage(S3Storage):
    """Every method raises FileNotFoundError where there is no such object, StorageUnavailable where none answers."""

    def __init__(self, **options: Any) -> None:
        options["client_config"] = Config(
            s3={"addressing_style": options.get("addressing_style", "auto")},
            signature_version="s3v4",
            # A store that is away must not hold a page for the minutes that are botocore's defaults.
            connect_timeout=3,
            read_timeout=20,
            retries={"mode": "standard", "total_max_attempts": 2},
            # Not every store knows the newer checksums.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        super().__init__(**options)

    def read_range(self, name: str, first: int, length: int) -> Iterator[bytes]:
        """One ranged GET; the body is read as it is asked for."""
        key = self._normalize_name(clean_name(name))
        with _plain_errors():
            body = self.bucket.Object(key).get(Range=f"bytes={first}-{first + length - 1}")["Body"]
            with contextlib.closing(body):
                yield from body.iter_chunks(CHUNK_BYTES)

    def exists(self, name: str) -> bool:
        with _plain_errors():
            return super().exists(name)

    def size(self, name: str) -> int:
        with _plain_errors():
            return super().size(name)

    def delete(self, name: str) -> None:
        with _plain_errors():
            super().delete(name)

    def _open(self, name: str, mode: str = "rb") -> Any:
        with _plain_errors():
            return super()._open(name, mode)

    def _save(self, name: str, content: Any) -> str:
        with _plain_errors():
            return super()._save(name, content)


@contextlib.contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except ClientError as error:
        if error.response.get("ResponseMetadata", {}).get("HTTPStatusCode") == 404:
            raise FileNotFoundError("There is no such object.") from error
        raise StorageUnavailable(f"The object store refuses: {error}") from error
    except BotoCoreError as error:
        raise StorageUnavailable(f"The object store does not answer: {error}") from error
