"""The outlet lexicon: names, domains and aliases to one ``Outlet``; and the words that lines about authors and dates are known by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import tldextract

from claimcite.records import Outlet

DOMAIN = re.compile(r"[\w-]+(\.[\w-]+)+")


@lru_cache(maxsize=1)
def extractor() -> tldextract.TLDExtract:
    """Return the reader of registrable domains: the snapshot that tldextract ships, never fetched, never written to a cache.

    A blog has the name that its platform gives it ("pela.blogspot.com"), which the list's private part knows.
    """
    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def host_of(address: str) -> str | None:
    """Return the host of an address or host name, without "www.", or None.

    >>> host_of("https://www.alaraby.co.uk:443/english"), host_of("http://[::1"), host_of("not an address")
    ('alaraby.co.uk', None, None)
    """
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    return host.removeprefix("www.") if re.fullmatch(r"[\w.-]{4,253}", host) else None


@lru_cache(maxsize=10_000)
def registrable(address: str) -> str | None:
    """Return the registrable domain of an address or host name, or None.

    As the public suffix list has it, an ending that is not in the list is a suffix itself; but only in an address, since "Mr.Roe" is none.

    >>> registrable("https://www.alaraby.co.uk/english/news"), registrable("pela.blogspot.com"), registrable("https://www.pelapost.example/a")
    ('alaraby.co.uk', 'pela.blogspot.com', 'pelapost.example')
    >>> registrable("not an address"), registrable("Mr.Roe"), registrable("http://127.0.0.1/a"), registrable("http://localhost/")
    (None, None, None, None)
    """
    host = host_of(address)
    if host is None:
        return None
    found = extractor()(host)
    if not found.suffix and "//" in address and (match := re.search(r"[\w-]+\.[a-z][a-z0-9-]+$", host)):
        return match.group()
    return found.top_domain_under_public_suffix or None


def folded(name: str) -> str:
    """Return a name in the form in which it is looked up.

    >>> folded("The New-York Times")
    'newyorktimes'
    """
    return re.sub(r"[\W_]+", "", re.sub(r"^the\s+", "", name.strip().lower()))


def words_of(listed: Iterable[str]) -> str:
    """Return a pattern of words, longest first; it fits nothing where there are none."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in sorted(listed, key=lambda word: (-len(word), word))) or r"(?!)"


@dataclass(frozen=True, slots=True)
class HeadWords:
    """What lines at the head of a story are known by: "By", "Published", "Updated", in many languages."""

    by: re.Pattern[str]
    author: re.Pattern[str]
    published: re.Pattern[str]
    modified: re.Pattern[str]
    paper: re.Pattern[str]

    @classmethod
    def of(cls, words: Mapping[str, Iterable[str]]) -> HeadWords:
        """Compile the lists of ``outlets.toml``.

        >>> words = HeadWords.of({"by": ["by"], "published": ["posted"], "modified": ["updated"]})
        >>> bool(words.by.match("By: Ann Roe")), bool(words.by.match("Bypass")), bool(words.modified.search("Last updated on"))
        (True, False, True)
        """
        by, author, published, modified, paper = (words_of(words.get(name, ())) for name in ("by", "author", "published", "modified", "paper"))
        return cls(
            re.compile(rf"(?:{by}|{author})(?:\s?[:：]\s?|\s)", re.IGNORECASE),
            re.compile(rf"(?:{author})(?:\s?[:：]\s?|\s)", re.IGNORECASE),
            re.compile(rf"(?<!\w)(?:{published})(?!\w)", re.IGNORECASE),
            re.compile(rf"(?<!\w)(?:{modified})(?!\w)", re.IGNORECASE),
            re.compile(rf"(?:[\w.&’'-]+\s){{0,4}}(?:[\w-]{{0,30}}-)?(?:{paper})(?:\s(?:online|of\s[\w.’'-]+(?:\s[\w.’'-]+)?))?", re.IGNORECASE),
        )


@dataclass(frozen=True, slots=True)
class OutletIndex:
    """Outlets by domain and by folded name. ``shared`` are names that count only on the site of one that bears them."""

    by_domain: Mapping[str, Outlet]
    by_name: Mapping[str, Outlet]
    agencies: frozenset[str]
    shared: Mapping[str, frozenset[str]] = field(default_factory=dict)
    words: HeadWords = field(default_factory=lambda: HeadWords.of({}))

    def from_url(self, address: str) -> Outlet | None:
        """Return the outlet of an address; one that the lexicon does not know has no name."""
        host = registrable(address)
        return (self.known(address) or Outlet(host, None, host)) if host else None

    def known(self, address: str) -> Outlet | None:
        """Return the outlet of an address if the lexicon has its host, or a domain above it: "uk.reuters.com" is Reuters."""
        return next((self.by_domain[host] for host in hosts(address) if host in self.by_domain), None)

    def from_name(self, name: str) -> Outlet | None:
        """Return the outlet that goes by ``name`` (a name, an alias, a domain, or a domain without its suffix), or None."""
        if DOMAIN.fullmatch(name.strip()):
            by_domain = self.known(name.strip().lower())
            if by_domain is not None:
                return by_domain
        return self.by_name.get(folded(name))

    def goes_by(self, outlet: Outlet, name: str) -> bool:
        """Whether an outlet goes by a name, one that it shares with others included: thetimes.co.uk by "The Times"."""
        known = self.from_name(name)
        return (known is not None and known.id == outlet.id) or outlet.id in self.shared.get(folded(name), ())

    def is_paper(self, name: str) -> bool:
        """Whether a name is that of an outlet, or made as those of papers and stations are: capitals, "Courier" at the end.

        A name of one word that is no acronym is never enough: "Timeline", "Today", "Metro".
        """
        name = name.strip()
        if not re.search(r"\w[\s-]\w", name) and not (name.isupper() and len(name) > 1):
            return False
        known = self.from_name(name)
        if known is not None:
            return known.id not in self.agencies
        capitals = all(word[:1].isupper() or not word[:1].isalpha() or word.lower() in ("of", "the", "and", "de") for word in name.split())
        return capitals and self.words.paper.fullmatch(name) is not None

    def agency(self, name: str) -> Outlet | None:
        """Return the wire service that goes by ``name``, or None."""
        outlet = self.from_name(name)
        return outlet if outlet is not None and outlet.id in self.agencies else None


def hosts(address: str) -> Iterator[str]:
    """Yield the host of an address and the domains above it, down to the last but one.

    >>> list(hosts("https://www.money.cnn.com/a")), list(hosts("x"))
    (['money.cnn.com', 'cnn.com'], [])
    """
    labels = (host_of(address) or "").split(".")
    for start in range(max(0, len(labels) - 6), len(labels) - 1):
        yield ".".join(labels[start:])


def load_outlets(table: str, blocks: Mapping[str, Any]) -> OutletIndex:
    """Read ``outlets.tsv`` and the blocks of ``outlets.toml``, which win. A key without a point is no outlet but a list of words."""
    by_domain: dict[str, Outlet] = {}
    by_name: dict[str, Outlet] = {}
    shared: dict[str, frozenset[str]] = {}
    for domain, block in blocks.items():
        if "." in domain:
            add_block(domain, block, by_domain, by_name)
            for name in block.get("shared", ()):
                shared[folded(name)] = shared.get(folded(name), frozenset()) | {domain}
    rows = [(domain, name) for domain, name, _ in (line.split("\t") for line in table.splitlines()[1:])]
    bearers = Counter(folded(name) for domain, name in rows if domain not in by_domain)
    for domain, name in rows:
        add_row(domain, name, by_domain, by_name, taken=shared.keys() | ({folded(name)} if bearers[folded(name)] > 1 else set()))
    agencies = frozenset(domain for domain, block in blocks.items() if block.get("agency"))
    return OutletIndex(by_domain, by_name, agencies, shared, HeadWords.of(blocks.get("words", {})))


def add_block(domain: str, block: Mapping[str, Any], by_domain: dict[str, Outlet], by_name: dict[str, Outlet]) -> None:
    """Add an outlet of ``outlets.toml``: its editions have domains of their own, its former domains lead to it."""
    outlet = Outlet(domain, block["name"], domain)
    by_domain[domain] = outlet
    for edition in block.get("domains", ()):
        by_domain[edition] = Outlet(domain, block["name"], edition)
    own = set(map(folded, block.get("shared", ())))
    for name in (block["name"], domain, domain.split(".", maxsplit=1)[0], *block.get("domains", ()), *block.get("aliases", ())):
        if folded(name) not in own:
            by_name.setdefault(folded(name), outlet)
        if DOMAIN.fullmatch(name):
            by_domain.setdefault(name, outlet)


def add_row(domain: str, name: str, by_domain: dict[str, Outlet], by_name: dict[str, Outlet], *, taken: AbstractSet[str]) -> None:
    """Add a line of ``outlets.tsv``. A name that several sites bear leads to none of them; a part of a site is that site."""
    above = next((by_domain[host] for host in list(hosts(domain))[1:] if host in by_domain), None)
    if above is not None and folded(above.name or "") == folded(name):
        return
    outlet = by_domain.setdefault(domain, Outlet(domain, name, domain))
    names = [folded(name)]
    for bracketed in re.findall(r"\(([A-Z]{2,6})\)", name):
        names += [folded(bracketed), folded(name.replace(f"({bracketed})", ""))]
    if len(label := folded(domain.partition(".")[0])) > 5:
        names.append(label)
    for key in names:
        if key not in taken:
            by_name.setdefault(key, outlet)
