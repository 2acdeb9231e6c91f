"""In CI a skipped test fails the run; elsewhere it does not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

SKIPPED = "import pytest\n\n@pytest.mark.skip\ndef test_nothing():\n    pass\n\ndef test_something():\n    pass\n"


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)], ids=["in CI", "elsewhere"])
def test_a_skip_decides_the_run_only_in_ci(ci: str, code: int, tmp_path: Path, project_dir: Path) -> None:
    (tmp_path / "test_skipped.py").write_text(SKIPPED)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tests.conftest",
        "--ds",
        "tests.settings",
        "--rootdir",
        str(tmp_path),
    ]

    ran = subprocess.run(
        [*command, str(tmp_path)],
        cwd=project_dir,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert ran.returncode == code, ran.stdout
    assert "1 passed, 1 skipped" in ran.stdout
