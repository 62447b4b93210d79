"""The outlet lexicon: names, domains and aliases to one ``Outlet``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import tldextract

from claimcite.records import Outlet


@lru_cache(maxsize=1)
def extractor() -> tldextract.TLDExtract:
    """Return the reader of registrable domains: the snapshot that tldextract ships, never fetched, never written to a cache."""
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)


def registrable(address: str) -> str | None:
    """Return the registrable domain of an address or host name, or None.

    >>> registrable("https://www.alaraby.co.uk/english/news")
    'alaraby.co.uk'
    >>> registrable("not an address") is None
    True
    """
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    if not re.fullmatch(r"[\w.-]{4,253}", host):
        return None
    return extractor()(host).top_domain_under_public_suffix or None


def folded(name: str) -> str:
    """Return a name in the form in which it is looked up.

    >>> folded("The New-York Times")
    'newyorktimes'
    """
    return re.sub(r"[\W_]+", "", re.sub(r"^the\s+", "", name.strip().lower()))


@dataclass(frozen=True, slots=True)
class OutletIndex:
    """Outlets by domain and by folded name."""

    by_domain: Mapping[str, Outlet]
    by_name: Mapping[str, Outlet]
    agencies: frozenset[str]

    def from_url(self, address: str) -> Outlet | None:
        """Return the outlet of an address; one that the lexicon does not know has no name."""
        host = registrable(address)
        if host is None:
            return None
        known = self.by_domain.get(host)
        return known or Outlet(host, None, host)

    def known(self, address: str) -> Outlet | None:
        """Return the outlet of an address if the lexicon has it."""
        return self.by_domain.get(registrable(address) or "")

    def from_name(self, name: str) -> Outlet | None:
        """Return the outlet that goes by ``name`` (a name, an alias, a domain, or a domain without its suffix), or None."""
        if re.fullmatch(r"[\w-]+(\.[\w-]+)+", name.strip()):
            by_domain = self.known(name.strip().lower())
            if by_domain is not None:
                return by_domain
        return self.by_name.get(folded(name))

    def agency(self, name: str) -> Outlet | None:
        """Return the wire service that goes by ``name``, or None."""
        outlet = self.from_name(name)
        return outlet if outlet is not None and outlet.id in self.agencies else None


def load_outlets(table: str, blocks: Mapping[str, Any]) -> OutletIndex:
    """Read ``outlets.tsv`` and the blocks of ``outlets.toml``, which win."""
    by_domain: dict[str, Outlet] = {}
    by_name: dict[str, Outlet] = {}
    agencies = set()
    for domain, block in blocks.items():
        outlet = Outlet(domain, block["name"], domain)
        by_domain[domain] = outlet
        for name in (block["name"], domain, domain.split(".")[0], *block.get("aliases", ())):
            by_name.setdefault(folded(name), outlet)
            if re.fullmatch(r"[\w-]+(\.[\w-]+)+", name):
                by_domain.setdefault(name, outlet)
        if block.get("agency"):
            agencies.add(domain)
    for line in table.splitlines()[1:]:
        domain, name, _ = line.split("\t")
        outlet = by_domain.setdefault(domain, Outlet(domain, name, domain))
        by_name.setdefault(folded(name), outlet)
        for bracketed in re.findall(r"\(([A-Z]{2,6})\)", name):
            by_name.setdefault(folded(bracketed), outlet)
            by_name.setdefault(folded(name.replace(f"({bracketed})", "")), outlet)
        if len(label := folded(domain.split(".")[0])) > 5:
            by_name.setdefault(label, outlet)
    return OutletIndex(by_domain, by_name, frozenset(agencies))
