"""What a file's own header promises of its length, where FFmpeg would quietly make do with what is there."""

from pathlib import Path
from typing import BinaryIO

UNKNOWN_LENGTHS = {0, 0xFFFFFFFF}
SAMPLES_PER_SECOND = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}


def mp4_is_whole(path: Path) -> bool:
    """MP4 is a row of boxes `length, name`. Without all of `moov`, the table of contents, no frame can be found.

    A cut `mdat` (the frames) is left to the demuxer, which finds out where it ends. Source: ISO/IEC 14496-12.
    """
    size, at = path.stat().st_size, 0
    with path.open("rb") as file:
        while at + 8 <= size:
            file.seek(at)
            header = file.read(16)
            length, name = int.from_bytes(header[:4], "big"), header[4:8]
            length = int.from_bytes(header[8:16], "big") if length == 1 else length or size - at
            if name == b"moov":
                return at + length <= size
            if length < 8:
                return False
            at += length
    return False


def mp4_announced_bytes(path: Path) -> int:
    """How large the file must be at least, by the lengths of its boxes."""
    size, at = path.stat().st_size, 0
    with path.open("rb") as file:
        while at + 8 <= size:
            file.seek(at)
            header = file.read(16)
            length = int.from_bytes(header[:4], "big")
            length = int.from_bytes(header[8:16], "big") if length == 1 else length
            if length < 8:
                break
            at += length
    return max(at, size)


def wav_length(path: Path, measured_s: float) -> float:
    """Seconds that the RIFF header promises, given how long the bytes that are there last; 0 if it does not say."""
    with path.open("rb") as file:
        promised = int.from_bytes(file.read(8)[4:8], "little")
    return 0.0 if promised in UNKNOWN_LENGTHS else measured_s * (promised + 8) / path.stat().st_size


def mp3_length(path: Path) -> float:
    """Seconds by the frame count of a Xing or Info header in the first frame; 0 where there is none."""
    with path.open("rb") as file:
        _skip_id3(file)
        head = file.read(64)
    tag = max(head.find(b"Xing"), head.find(b"Info"))
    if tag < 0 or len(head) < tag + 12 or not head[tag + 7] & 1 or head[0] != 0xFF:
        return 0.0
    version, rate = (head[1] >> 3) & 3, (head[2] >> 2) & 3
    if version not in SAMPLES_PER_SECOND or rate == 3:
        return 0.0
    samples_per_frame = 1152 if version == 3 else 576
    return int.from_bytes(head[tag + 8 : tag + 12], "big") * samples_per_frame / SAMPLES_PER_SECOND[version][rate]


def _skip_id3(file: BinaryIO) -> None:
    """An ID3v2 tag states its length in four bytes of seven bits."""
    head = file.read(10)
    if not head.startswith(b"ID3"):
        file.seek(0)
        return
    length = head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9]
    file.seek(10 + length)
