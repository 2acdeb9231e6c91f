"""python known_flags.py < {"name": {"flags": […], "environment": […]}}: fails where vLLM does not know one of them.

Runs in vLLM's environment, and needs no GPU: nothing is loaded.
"""

import json
import sys

from vllm import envs
from vllm.entrypoints.launchers.cli_args import make_arg_parser
from vllm.reasoning import ReasoningParserManager
from vllm.utils.argparse_utils import FlexibleArgumentParser

parser = make_arg_parser(FlexibleArgumentParser())
for name, given in json.load(sys.stdin).items():
    parsed = parser.parse_args(given["flags"])
    if parsed.reasoning_parser:
        ReasoningParserManager.get_reasoning_parser(parsed.reasoning_parser)
    unknown = [one for one in given["environment"] if one.startswith("VLLM_") and one not in envs.environment_variables]
    assert not unknown, f"{name}: {unknown}"
    print(name)  # noqa: T201
