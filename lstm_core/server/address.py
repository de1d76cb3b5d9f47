"""At which address others reach the page: a code that holds `localhost` reaches no phone."""

from ipaddress import ip_address
from typing import Literal, NamedTuple
from urllib.parse import SplitResult, urlsplit

from lstm_core.server.settings import ServerSettings

Who = Literal["all", "network", "machine"]


class Address(NamedTuple):
    """Where a link begins, and who can open it.

    "all" is whoever could open what the browser shows, or the named address; "network" is who is in
    the machine's network; "machine" is the machine alone.
    """

    url: str
    who: Who


def is_own(host: str) -> bool:
    """Whether a host is what a machine calls itself, or nobody's, so that no other finds it."""
    if host in ("", "localhost") or host.endswith(".localhost"):
        return True
    try:
        number = ip_address(host)
    except ValueError:
        return False
    return number.is_loopback or number.is_unspecified or number.is_link_local


def readable(shown: str) -> str:
    """The address that a browser says it shows; "" where that is none."""
    try:
        parts = urlsplit(shown)
        return "" if parts.port == 0 else shown
    except ValueError:  # what no host is in brackets, or no port behind the colon
        return ""


def address_of(shown: str, inside: str | None, settings: ServerSettings) -> Address:
    """Where the links of this page begin, and who can open them.

    `shown` is its address in the browser, `inside` the machine's in its network, None without one.
    A named address goes before both. One that LSTM_HOSTS does not name would be refused.
    """
    if settings.address:
        return Address(settings.address, "all")
    parts = urlsplit(shown)
    if not is_own(parts.hostname or ""):
        return Address(shown, "all")
    refused = settings.restricted and inside not in settings.hosts
    if not parts.hostname or not inside or is_own(inside) or refused:
        return Address(shown, "machine")
    return Address(at_host(parts, inside), "network")


def at_host(parts: SplitResult, host: str) -> str:
    """The same address at another host."""
    name = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port else ""
    return parts._replace(netloc=name + port).geturl()
