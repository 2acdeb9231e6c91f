"""`python -m inference.evaluation COMMAND`: one command, one module with `add_arguments(parser)` and `run(args)`."""

import argparse
import importlib
import sys

from inference.errors import BadInput, EngineUnavailable

# Only the module of the command asked for is imported: each brings libraries that the others do without.
COMMANDS = {
    "grading": ("inference.evaluation.grading", "a grader against graded answers, one JSON line per file"),
    "grading_folds": (
        "inference.evaluation.grading_folds",
        "the embedded grader on questions and subjects it has not learned from, beside plain ways, as tables",
    ),
    "grading_attacks": (
        "inference.evaluation.grading_attacks",
        "what a grader gives for texts that only want points, and takes from honest ones, as tables",
    ),
    "grading_budgets": (
        "inference.evaluation.llm_grading",
        "a language model's grades at several budgets of thinking beside the embedded grader's, and under attack",
    ),
    "overrides": (
        "inference.evaluation.overrides",
        "what a question's judged answers teach the embedded grader, as a table",
    ),
    "speech": ("inference.evaluation.speech", "a transcriber against a text, one JSON line"),
    "slides": ("inference.evaluation.slides", "a slide reader against known slides, one JSON line"),
    "questions": ("inference.evaluation.questions", "how many questions each lecture yields, one JSON line each"),
    "rating_sheet": (
        "inference.evaluation.ratings_sheet",
        "a seeded sample of questions as a page to rate, under var/",
    ),
    "placements": ("inference.evaluation.placements", "where the player would stop in timed lectures, one JSON line"),
    "ratings": ("inference.evaluation.ratings", "how many questions strict readers found acceptable, as a table"),
    "question_budgets": (
        "inference.evaluation.questions_budgets",
        "a language model's questions at several budgets of thinking beside the embedded writer's, as a table",
    ),
    "bench": ("inference.evaluation.bench", "a ten-minute lecture: how fast and how right, as a table"),
    "eval": ("inference.evaluation.everything", "all evaluations on the data of DATA_DIR, as a table"),
}


def main(argv: list[str]) -> int:
    """The exit code: 0 done, 1 the engine is not to be had, 2 the material or the command cannot be used."""
    command, rest = (argv[0], argv[1:]) if argv and argv[0] in COMMANDS else ("", argv)
    if not command:
        _overview().parse_args(rest or ["--help"])
        return 2
    module_name, summary = COMMANDS[command]
    module = importlib.import_module(module_name)
    parser = argparse.ArgumentParser(prog=f"python -m inference.evaluation {command}", description=summary)
    module.add_arguments(parser)
    args = parser.parse_args(rest)
    try:
        return module.run(args)
    except BadInput as error:
        sys.stderr.write(f"{error.sentence}\n")
        return 2
    except EngineUnavailable as error:
        sys.stderr.write(f"{error}\n")
        return 1


def _overview() -> argparse.ArgumentParser:
    width = max(map(len, COMMANDS))
    lines = "\n".join(f"  {name:<{width}}  {summary}" for name, (_, summary) in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="python -m inference.evaluation",
        description=f"{__doc__}\n\ncommands:\n{lines}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=sorted(COMMANDS))
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
