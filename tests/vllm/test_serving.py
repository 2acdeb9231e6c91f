"""What deploy/vllm/ starts is what the real vLLM understands."""

import json
import subprocess
from pathlib import Path

import pytest

from inference.llm import serving
from tests.vllm.serving import FLAGS, offline, vllm_python

pytestmark = [pytest.mark.vllm, pytest.mark.timeout(300)]


def test_every_flag_and_every_variable_of_every_profile_is_known(tmp_path: Path) -> None:
    served = {
        profile.name: {"flags": list(serving.flags(profile)), "environment": list(serving.environment(profile))}
        for profile in serving.served()
    }
    python = vllm_python()
    assert python is not None

    ran = subprocess.run(
        [python, Path(__file__).with_name("known_flags.py")],
        input=json.dumps(served),
        env=offline(python, tmp_path),
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr[-2000:]
    assert ran.stdout.split() == list(served)


def test_the_server_of_these_tests_runs_with_the_flags_that_the_client_relies_on() -> None:
    for flag in ("--structured-outputs-config", "--mamba-ssm-cache-dtype", "--max-num-seqs"):
        for profile in serving.served():
            flags = serving.flags(profile)
            assert FLAGS[FLAGS.index(flag) + 1] == flags[flags.index(flag) + 1]
