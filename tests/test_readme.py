"""The README names every setting that the environment may give."""

import re
from pathlib import Path

READ = re.compile(r"""env\.(?:text|flag|number|whole|words|one_of)\(\s*"([A-Z0-9_]+)\"""")


def test_every_setting_stands_in_the_table(project_dir: Path) -> None:
    read = set(READ.findall((project_dir / "quizgen/settings.py").read_text()))
    named = set(re.findall(r"`([A-Z0-9_]+)`", (project_dir / "README.md").read_text()))

    assert len(read) > 20
    assert read - named == set()
