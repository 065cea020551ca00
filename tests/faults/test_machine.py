"""What a line of the figures says of the computer it was run on."""

import pytest

from faults.machine import Processors


def test_of_every_tick_since_those_count_as_stolen_that_the_host_gave_away() -> None:
    now = Processors.now()
    before = Processors(every=now.every - 20_000, stolen=now.stolen - 5_000)
    assert before.stolen_since() == pytest.approx(0.25, abs=0.01)
