"""What the first bytes of a file say it is. Light: the web asks at upload, before anything opens the file."""

from dataclasses import dataclass

from inference.errors import BadInput

HEAD_BYTES = 4096
"""As many first bytes as decide every case; 64 decide nearly all."""

PLAYABLE = "MP4, MOV, WebM, MKV, AVI, MP3, M4A, WAV, OGG or FLAC"

_BOXES = {b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"}
_STARTS = (
    (b"\x1a\x45\xdf\xa3", "matroska"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"ID3", "mp3"),
    (b"FLV\x01", "flv"),
    (b"\x00\x00\x01\xba", "mpeg"),
    (bytes.fromhex("3026b2758e66cf11"), "asf"),
)
_PLAYLISTS = (b"#extm3u", b"ffconcat", b"[playlist]", b"v=0", b"<?xml", b"<mpd", b"<smil", b"<asx")
_DOCUMENTS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a document or a ZIP archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)


@dataclass(frozen=True, slots=True)
class Signature:
    """`format` is FFmpeg's name of the demuxer: the only one with which the file may be opened."""

    format: str


def read_signature(head: bytes) -> Signature:
    """The container that the first bytes announce.

    Raises BadInput: media.empty, media.playlist (it only points elsewhere), media.text, media.document, media.unknown.
    """
    if not head:
        raise BadInput("media.empty", "This file is empty.")
    if found := _container(head):
        return Signature(found)
    _refuse_document(head)
    _refuse_text(head)
    raise BadInput("media.unknown", f"This file is not a recording that can be read here. Use {PLAYABLE}.")


def _container(head: bytes) -> str:
    for start, name in _STARTS:
        if head.startswith(start):
            return name
    if head[4:8] in _BOXES:
        return "mov"
    if head[:4] in (b"RIFF", b"RF64"):
        return {b"WAVE": "wav", b"AVI ": "avi"}.get(head[8:12], "")
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "aiff"
    if head[0] == 0x47 and all(head[at] == 0x47 for at in range(188, len(head), 188)):
        return "mpegts"
    return _bare_audio(head)


def _bare_audio(head: bytes) -> str:
    """MPEG audio frames without a container: eleven set bits; layer 0 is AAC, layers 1 to 3 are MP3's family."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return ""
    if head[1] & 0xF6 == 0xF0:
        return "aac"
    layer, bitrate, rate = head[1] & 0x06, head[2] >> 4, (head[2] >> 2) & 3
    return "mp3" if layer and bitrate not in (0, 15) and rate != 3 else ""


def _refuse_document(head: bytes) -> None:
    for start, kind in _DOCUMENTS:
        if head.startswith(start):
            raise BadInput("media.document", f"This file is {kind}, not a recording. Use {PLAYABLE}.")


def _refuse_text(head: bytes) -> None:
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_PLAYLISTS):
        raise BadInput(
            "media.playlist", "This file is a playlist that points to a recording elsewhere. Upload the recording."
        )
    if not any(byte < 9 or 13 < byte < 32 for byte in head):
        raise BadInput("media.text", f"This file holds text, not a recording. Use {PLAYABLE}.")
