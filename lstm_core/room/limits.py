"""How often one client may do something: a bucket of tries that fills again."""

from collections import OrderedDict
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
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

    def give_back(self, client: str) -> None:
        """A try of this client's that no longer counts."""
        left, since = self.left.get(client, (float(self.tries), monotonic()))
        self.left[client] = (min(self.tries, left + 1), since)


def client_of(peer: str, forwarded: str) -> str:
    """Who asks: an address, of IPv6 the network of 64 bits that one household has.

    Where the peer is a proxy on this machine it is the address that it names last, else this
    machine itself (""). Anybody else may name what they like, and is not asked.
    """
    local = peer in ("", "127.0.0.1", "::1")
    address = forwarded.rpartition(",")[2].strip() if local else peer
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if isinstance(known, IPv6Address):
        return str(ip_network((known, 64), strict=False))
    return address
