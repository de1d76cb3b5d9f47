"""What has to be learnt before a page can be shown; it is learnt before its turn in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from lstm_core.experiment import trainings
from lstm_core.experiment.experiment import perform
from lstm_core.experiment.settings import Settings
from lstm_core.experiment.trials import ask_for_costly
from lstm_core.training.apart import Told, Unknown, Work, find, finish, hurry
from lstm_core.training.history import History


@dataclass
class Needs:
    """What one page needs: for its cells, and what its last run could not be shown for."""

    lacking: list[Work] = field(default_factory=list)
    held: list[History] = field(default_factory=list)  # not dropped while this page shows them

    def learn(self, cells: Sequence[Settings], told: Told) -> None:
        """Learn all of it, in slices; `told` hears after each how far it is."""
        while self.lacking:
            finish(self.lacking[0], told)
            del self.lacking[0]
        find(partial(self._ask, cells), told)

    def behind(self, cells: Sequence[Settings]) -> bool:
        """Whether something has still to be learnt."""
        try:
            with hurry():
                self._ask(cells)
        except Unknown:
            return True
        return bool(self.lacking)

    def _ask(self, cells: Sequence[Settings]) -> None:
        """Ask for what is costly in these cells, and hold their trainings."""
        self.held = [one for each in cells for one in trainings.shown(each)]
        for each in cells:
            if each.cell.scenario.startswith("trained"):
                ask_for_costly(perform(each))
