"""How far two readings agree, and how sure a share is."""

import pytest

from inference.evaluation.figures import kappa, wilson


def test_kappa_is_one_where_readings_agree_and_nothing_where_chance_would_do_as_well() -> None:
    assert kappa([True, False, True], [True, False, True]) == 1
    assert kappa([True, True, False, False], [True, False, True, False]) == 0


def test_kappa_of_readings_that_leave_nothing_to_chance_is_one() -> None:
    assert kappa([True, True], [True, True]) == 1


def test_the_interval_of_a_share_is_wider_for_few_and_stays_within_bounds() -> None:
    low, high = wilson(22, 62)

    assert (low, high) == pytest.approx((0.248, 0.479), abs=0.001)
    assert wilson(0, 5)[0] == 0
    assert wilson(5, 5)[1] == pytest.approx(1)
