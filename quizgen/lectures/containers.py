"""What the web can tell about a recording before a worker has looked at it: its name, its size, its first bytes."""

import re
from collections.abc import Callable

HEAD_BYTES = 64

_MATROSKA = b"\x1aE\xdf\xa3"
_ISO_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot")


def _is_iso(head: bytes) -> bool:
    """ISO/IEC 14496-12 and QuickTime: a box size, then the name of the first box."""
    return head[4:8] in _ISO_BOXES


def _is_matroska(head: bytes) -> bool:
    return head.startswith(_MATROSKA)


def _is_ogg(head: bytes) -> bool:
    return head.startswith(b"OggS")


def _is_mp3(head: bytes) -> bool:
    """An ID3 tag, or a frame of MPEG audio (eleven set bits) right away."""
    return head.startswith(b"ID3") or (len(head) > 1 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0)


def _is_wav(head: bytes) -> bool:
    return head.startswith((b"RIFF", b"RF64")) and head[8:12] == b"WAVE"


def _is_avi(head: bytes) -> bool:
    return head.startswith(b"RIFF") and head[8:12] == b"AVI "


def _is_flac(head: bytes) -> bool:
    return head.startswith((b"fLaC", b"ID3"))


def _is_transport_stream(head: bytes) -> bool:
    return head.startswith(b"G")


CONTAINERS: dict[str, Callable[[bytes], bool]] = {
    ".mp4": _is_iso,
    ".m4v": _is_iso,
    ".mov": _is_iso,
    ".m4a": _is_iso,
    ".mkv": _is_matroska,
    ".mka": _is_matroska,
    ".webm": _is_matroska,
    ".ogg": _is_ogg,
    ".oga": _is_ogg,
    ".ogv": _is_ogg,
    ".opus": _is_ogg,
    ".mp3": _is_mp3,
    ".wav": _is_wav,
    ".avi": _is_avi,
    ".flac": _is_flac,
    ".ts": _is_transport_stream,
}
"""Known suffixes and how their files begin. What lies behind the first bytes is for inspect_media to find out."""


def suffix_of(name: str) -> str:
    """The lower-case suffix with its dot, "" where there is none of ASCII letters and digits."""
    match = re.search(r"\.[a-z0-9]{1,9}$", name.lower(), re.ASCII)
    return match.group() if match else ""


def title_of(name: str) -> str:
    """A first title for people: the file's name without folders, suffix and underscores."""
    base = re.split(r"[\\/]", name)[-1].removesuffix("\x00")
    stem = base[: -len(suffix_of(base))] if suffix_of(base) else base
    words = re.sub(r"[\s_]+", " ", re.sub(r"[\x00-\x1f\x7f]", "", stem)).strip(" .-")
    return words[:200] or "Lecture"
