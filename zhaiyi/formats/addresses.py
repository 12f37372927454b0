"""Which addresses anybody on the internet reaches. Pure.

`ipaddress` judges by the registries that its Python was made with, so the same address is public on
one machine and private on another. The lists here are IANA's special-purpose registries for IPv4
and IPv6 (RFC 6890 and what came after it); both have to agree.
"""

from __future__ import annotations

import ipaddress
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_SPECIAL = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared behind a provider's NAT
        "127.0.0.0/8",  # this machine
        "169.254.0.0/16",  # link-local, also the metadata of clouds
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.88.99.0/24",  # 6to4 relays, withdrawn
        "192.168.0.0/16",  # private
        "198.18.0.0/15",  # benchmarks
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, broadcast
    )
)
_UNICAST = IPv6Network("2000::/3")
"""All that is handed out of IPv6 to be reached by everybody."""
_SPECIAL_6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments: Teredo, benchmarks, ORCHID
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """True for an address that anyone on the internet reaches, also inside IPv6 wrappings."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv4Address):
        return _is_global(ip) and not any(ip in block for block in _SPECIAL)
    inner = ip.ipv4_mapped or ip.sixtofour or _embedded(ip)
    if inner is not None:
        return is_public(str(inner))
    return ip in _UNICAST and _is_global(ip) and not any(ip in block for block in _SPECIAL_6)


def _is_global(ip: IPv4Address | IPv6Address) -> bool:
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not ip.is_unspecified


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address in a NAT64 (RFC 6052) or IPv4-compatible one."""
    compatible = int(ip) >> 32 == 0 and int(ip) > 1
    return IPv4Address(int(ip) & 0xFFFFFFFF) if ip in _NAT64 or compatible else None
