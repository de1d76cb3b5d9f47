"""How often one client may do something: a bucket of tries that fills again."""

from collections import OrderedDict
from dataclasses import dataclass, field
from time import monotonic

MOST_CLIENTS = 10_000


@dataclass
class Limit:
    """At most `tries` at once for each client, and so many again in every `seconds`."""

    tries: int
    seconds: float
    left: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def allows(self, client: str) -> bool:
        """Whether this client may try once more; it counts as a try."""
        now = monotonic()
        left, since = self.left.pop(client, (float(self.tries), now))
        left = min(self.tries, left + (now - since) * self.tries / self.seconds)
        allowed = left >= 1
        self.left[client] = (left - allowed, now)
        if len(self.left) > MOST_CLIENTS:
            self.left.popitem(last=False)
        return allowed
