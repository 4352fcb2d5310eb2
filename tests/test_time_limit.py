"""Work that takes too long is stopped where it stands."""

import re
import signal
import threading
from collections.abc import Callable

import pytest

from bantin.time_limit import OvertimeError, at_most

SHORT = 0.05


def _for_ever() -> None:
    while True:
        pass


def _expression() -> None:
    """Match what takes longer than anybody lives."""
    re.match(r"(a|aa)+$", "a" * 200 + "b")


def _deaf() -> None:
    """Go on whatever is raised, as far as errors go."""
    while True:
        try:
            _for_ever()
        except Exception:  # noqa: BLE001, S112 - that is what is tried
            continue


@pytest.mark.parametrize("work", [_for_ever, _expression, _deaf])
def test_work_is_stopped_in_the_main_thread(work: Callable[[], None]) -> None:
    """Amid a regular expression, too, and past ``except Exception``."""
    with pytest.raises(OvertimeError), at_most(SHORT):
        work()


@pytest.mark.parametrize("work", [_for_ever, _deaf])
def test_work_is_stopped_in_another_thread(work: Callable[[], None]) -> None:
    """There a second thread watches, as on systems without timers of a process."""
    stopped = []

    def try_it() -> None:
        try:
            with at_most(SHORT):
                work()
        except OvertimeError:
            stopped.append(threading.current_thread().name)

    thread = threading.Thread(target=try_it, name="tried")
    thread.start()
    thread.join()
    assert stopped == ["tried"]
    assert threading.active_count() == 1


def test_work_in_time_is_left_alone() -> None:
    """Nothing of the watching stays: no timer, no handler."""
    before = signal.getsignal(signal.SIGVTALRM)
    with at_most(60):
        pass
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGVTALRM) == before


def test_an_error_passes_as_it_is() -> None:
    """And ends the watching."""
    with pytest.raises(KeyError), at_most(60):
        raise KeyError
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def _in_time_and_then_for_ever() -> None:
    with at_most(60):
        pass
    _for_ever()


def test_a_limit_goes_on_after_one_inside_it() -> None:
    """The shorter of the two is that which holds, whether the inner work was in time or not."""
    with pytest.raises(OvertimeError), at_most(SHORT):
        _in_time_and_then_for_ever()
    with at_most(60):
        with pytest.raises(OvertimeError), at_most(SHORT):
            _for_ever()
        assert 0 < signal.getitimer(signal.ITIMER_VIRTUAL)[0] < 60
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
