"""A reversible tokenizer of pieces of at most four letters. Marks of the chat format are one token each."""

import re
import threading

THINK, END = "<think>", "</think>"
_PIECES = re.compile(rf"<\|im_start\|>|<\|im_end\|>|{THINK}|{END}|\s?[^\s<]{{1,4}}|\s|<")


class Tokenizer:
    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._lock = threading.Lock()

    def pieces(self, text: str) -> list[str]:
        return _PIECES.findall(text)

    def encode(self, text: str) -> list[int]:
        with self._lock:
            return [self._numbers.setdefault(piece, len(self._numbers)) for piece in self.pieces(text)]

    def decode(self, numbers: list[int]) -> str:
        known = list(self._numbers)
        return "".join(known[number] for number in numbers)
