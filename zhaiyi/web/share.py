"""Who gives way where too much is kept: whoever holds the most, and what was silent longest. Pure.

Nobody can drop what is another's by bringing ever more of his own.
"""

from __future__ import annotations

import ipaddress
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from zhaiyi.formats.addresses import is_public


@dataclass(frozen=True, slots=True)
class Kept:
    """Something of one visitor's. `silent` are the seconds since the last sign of life of its
    owner, `weight` what it takes, `worth` how dear it was: the cheapest gives way first."""

    owner: str
    silent: float
    weight: float = 1.0
    worth: int = 0


def excess(kept: Sequence[Kept], limit: float) -> list[int]:
    """Indexes of what has to go until the rest takes no more than `limit`."""
    left, gone = set(range(len(kept))), []
    load = sum(each.weight for each in kept)
    held: defaultdict[str, float] = defaultdict(float)
    for each in kept:
        held[each.owner] += each.weight
    while load > limit and left:
        first = min(left, key=lambda i: (kept[i].worth, -held[kept[i].owner], -kept[i].silent))
        left.remove(first)
        gone.append(first)
        load -= kept[first].weight
        held[kept[first].owner] -= kept[first].weight
    return gone


def visitor(peer: str, headers: Mapping[str, str]) -> str:
    """Who asks, as far as an address tells: the other end of the connection, or, where that is a
    proxy in this network, the last public address that proxies wrote into X-Forwarded-For. What
    stands before it there, anybody may have written. An IPv6 network of 64 bits counts as one."""
    if is_public(peer):
        return _network(peer)
    hops = [hop.strip() for hop in headers.get("x-forwarded-for", "").split(",")]
    return _network(next((hop for hop in reversed(hops) if is_public(hop)), peer))


def _network(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return address[:100]
    if isinstance(ip, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((ip, 64), strict=False))
    return str(ip)
