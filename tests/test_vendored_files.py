"""What of others is served is exactly what was vendored."""

import hashlib
import json
import re
from pathlib import Path


def test_every_vendored_file_has_the_digest_that_was_recorded(project_dir: Path) -> None:
    vendor = project_dir / "static" / "vendor"
    recorded = dict(reversed(line.split("  ", 1)) for line in (vendor / "SHA256SUMS").read_text().splitlines())

    found = {
        str(path.relative_to(vendor)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.glob("*/*")
        if path.is_file()
    }

    assert found == recorded


def test_versions_are_pinned_exactly(project_dir: Path) -> None:
    package = json.loads((project_dir / "package.json").read_text())

    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in package["devDependencies"].values())


def test_only_the_tokens_name_a_colour(project_dir: Path) -> None:
    """But for what lies over a picture, which is the same in both themes."""
    exempt = {"tokens.css", "player.css"}
    sheets = [path for path in (project_dir / "static" / "css").glob("*.css") if path.name not in exempt]

    named = {path.name: re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", path.read_text()) for path in sheets}

    assert {name: found for name, found in named.items() if found} == {}
