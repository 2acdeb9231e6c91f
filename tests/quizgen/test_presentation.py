"""How values look on pages."""

from datetime import timedelta

import pytest
from django.template import Context, Template
from django.utils import timezone

from quizgen.presentation import ago, clock, language_name, percent, points


@pytest.mark.parametrize(
    ("seconds", "shown"), [(0, "0:00"), (754.9, "12:34"), (3723, "1:02:03"), (None, ""), (59.999, "0:59")]
)
def test_moments_read_as_on_a_clock(seconds: float | None, shown: str) -> None:
    assert clock(seconds) == shown


def test_nothing_claims_to_be_whole_before_it_is() -> None:
    assert (percent(0.999), percent(1.0)) == ("99\xa0%", "100\xa0%")


def test_the_time_since_is_told_by_its_largest_unit() -> None:
    assert ago(timezone.now()) == "just now"
    assert ago(timezone.now() - timedelta(hours=3, minutes=5)) == "3\xa0hours ago"


def test_a_language_without_a_name_keeps_its_code() -> None:
    assert (language_name("fr"), language_name("xx")) == ("French", "xx")


def test_a_state_is_colour_shape_and_word_and_its_word_is_text() -> None:
    shown = Template('{% pill "partly" word %}').render(Context({"word": "<b>half</b>"}))

    assert 'data-tone="partly"' in shown
    assert "<svg" in shown
    assert "&lt;b&gt;half&lt;/b&gt;" in shown


def test_an_icon_alone_has_a_name_and_one_beside_a_word_has_none() -> None:
    template = Template('{% icon "x" 20 "Close" %}{% icon "x" %}')

    shown = template.render(Context())

    assert 'role="img" aria-label="Close"' in shown
    assert shown.count('aria-hidden="true"') == 1


def test_an_unknown_icon_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(FileNotFoundError):
        Template('{% icon "no-such-icon" %}').render(Context())


def test_points_are_written_without_idle_zeros() -> None:
    assert [points(number) for number in (2.0, 0.5, 1.25, 0.0, 10.0)] == ["2", "0.5", "1.25", "0", "10"]
