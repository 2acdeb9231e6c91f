"""Figures beside their targets."""

import pytest

from inference.evaluation.table import Figure, write_table


@pytest.mark.parametrize(
    ("figure", "met"),
    [
        (Figure("f", 8.0, least=8), True),
        (Figure("f", 7.9, least=8), False),
        (Figure("f", 9.0, most=9), True),
        (Figure("f", 9.1, most=9), False),
        (Figure("f", None, least=8), False),
        (Figure("f", 1.0), None),
    ],
)
def test_a_target_is_met_or_missed(figure, met):
    assert figure.met is met


def test_a_table_is_markdown_with_a_line_per_figure(capsys):
    write_table([Figure("word errors", 5.25, " %", most=9, baseline="plain 7"), Figure("memory", None, least=1)])

    lines = capsys.readouterr().out.splitlines()
    assert len({len(line) for line in lines}) == 1
    assert [[cell.strip(" -") for cell in line.split("|")[1:-1]] for line in lines] == [
        ["figure", "measured", "target", "", "baseline"],
        ["", "", "", "", ""],
        ["word errors", "5.25 %", "<= 9 %", "OK", "plain 7"],
        ["memory", "", ">= 1", "MISSED", ""],
    ]
