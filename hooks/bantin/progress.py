"""Progress: which stage a run is in, how much of it is done, and what each stage took.

Stages may lie in one another; time counts for the innermost. The clock, and what shows people how
far a stage is, are given by the program that runs; without them nothing is measured or shown.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

Tell = Callable[[int], object]
"""Is called now and then with how many more items are done."""


class Stage(Enum):
    """What a build does, in its order; the last is all that is none of the others."""

    READING = "Đọc bản tin"
    CHECKING = "Kiểm tra, dò liên kết"
    SURVEYING = "Xem lại trang đã đăng"
    PLANNING = "Lập kế hoạch"
    INDEXING = "Lập chỉ mục tìm kiếm"
    MAKING = "Lập tệp"
    PUBLISHING = "Đăng"
    REMEMBERING = "Ghi nhớ cho lần sau"
    REST = "MkDocs và việc khác"


class Moment(NamedTuple):
    """What a clock shows: seconds, and seconds of the processors, both since some beginning."""

    wall: float
    cpu: float


@dataclass
class Spent:
    """What a stage took so far: seconds, seconds of the processors, and the items that it did."""

    wall: float = 0
    cpu: float = 0
    items: int = 0


def nobody(_count: int) -> None:
    """Hear how many more items are done, and do nothing about it."""


def _stopped() -> Moment:
    return Moment(0, 0)


def hidden(_label: str, _total: int) -> AbstractContextManager[Tell]:
    """Show nobody how far a stage is."""
    return nullcontext(nobody)


class Progress:
    """The progress of a run that begins now.

    *show* shows a stage, by its label and how many items it has, as long as its context lasts.
    """

    def __init__(
        self,
        clock: Callable[[], Moment] = _stopped,
        show: Callable[[str, int], AbstractContextManager[Tell]] = hidden,
    ) -> None:
        self._clock = clock
        self._show = show
        self._spent = {stage: Spent() for stage in Stage}
        self._now_in = [Stage.REST]
        self._since = clock()

    @contextmanager
    def stage(self, stage: Stage, total: int = 0) -> Iterator[Tell]:
        """Be in a stage, and yield what is told when items are done.

        *total* is how many there are, 0 where that is not known before.
        """
        spent = self._spent[stage]
        self._settle()
        self._now_in.append(stage)
        try:
            with self._show(stage.value, total) as show:

                def tell(count: int) -> None:
                    spent.items += count
                    show(count)

                yield tell
        finally:
            self._settle()
            self._now_in.pop()

    def spent(self) -> dict[Stage, Spent]:
        """Return what each stage took until now; together they took all the time of the run."""
        self._settle()
        return self._spent

    def _settle(self) -> None:
        """Charge the time since the last moment to the stage that is going on."""
        now, spent = self._clock(), self._spent[self._now_in[-1]]
        spent.wall += now.wall - self._since.wall
        spent.cpu += now.cpu - self._since.cpu
        self._since = now
