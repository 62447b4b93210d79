"""Who published what a reference cites: by its address, else by the name that it prints.

The outlet is the one that a reader would name: of a ministry's page the ministry, of a newspaper's copy at an archive the newspaper. Sites that
keep other publishers' work (archives, libraries, shortened addresses) are never the outlet of it; platforms and portals, where others speak, are
only where the reference names nobody else: of '(Tweet)' by the army the army, of a bare link to a video the platform. Publishers of books,
journals, reports and theses are ``publisher`` and no outlet. Nothing is guessed: where neither tells, there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from claimcite.lexicon.outlets import OutletIndex, hosts
from claimcite.link.entry import AT_HOME, Entry, is_body, is_dated, is_paper, known
from claimcite.records import Outlet

#: Sites that keep other publishers' work: their domain says nothing about who published it.
HOLDERS = frozenset(
    ["google.com", "archive.org", "archive.today", "archive.is", "archive.ph", "webcitation.org", "doi.org", "handle.net", "jstor.org", "worldcat.org", "hathitrust.org", "newspapers.com", "newspaperarchive.com", "britishnewspaperarchive.co.uk", "genealogybank.com", "ncbi.nlm.nih.gov", "proquest.com", "questia.com", "highbeam.com", "thefreelibrary.com", "ebscohost.com", "semanticscholar.org", "researchgate.net", "academia.edu", "scribd.com", "issuu.com", "amazon.com", "goodreads.com", "docdroid.net", "dropbox.com", "bit.ly", "t.co", "tinyurl.com", "ow.ly", "goo.gl", "pressreader.com", "lexisnexis.com", "factiva.com", "muse.jhu.edu", "perma.cc", "wikipedia.org", "wikimedia.org", "wikidata.org"]
)  # fmt: skip
#: Sites where others publish; they are the outlet only of what names nobody else.
PLATFORMS = frozenset(
    ["twitter.com", "x.com", "facebook.com", "youtube.com", "youtu.be", "instagram.com", "t.me", "telegram.me", "telegram.org", "tiktok.com", "vk.com", "linkedin.com", "reddit.com", "medium.com", "vimeo.com", "dailymotion.com", "soundcloud.com", "yahoo.com", "msn.com", "flipboard.com", "apple.com", "reliefweb.int"]
)  # fmt: skip
DOMAIN = re.compile(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/?")
#: A public host whose ending the list of suffixes lacks: by its default rule, the last label is the suffix.
HOST = re.compile(r"(?:[\w-]+\.)*(?P<domain>[\w-]+\.[a-z]{2,24})")
NAME_MAX = 80


def outlet_of(entry: Entry, outlets: OutletIndex) -> Outlet | None:
    """Return who published an entry.

    A name that the lexicon lacks counts if it stands where a publication's name stands, and is an institution's or made as newspapers' are,
    or a day, an access date or an archived copy shows that a page is cited.

    >>> from claimcite.lexicon.outlets import load_outlets
    >>> index = load_outlets("domain\\tname\\tcountry", {})
    >>> outlet_of(Entry({"type": "webpage", "container-title": "Oru Rights Observatory"}), index)
    Outlet(id=None, name='Oru Rights Observatory', domain=None)
    >>> outlet_of(Entry({"type": "book", "publisher": "Pela University Press"}), index) is None
    True
    """
    names = list(names_of(entry))
    site = site_of(entry.address.page, outlets) if entry.address.page else None
    if site is not None and not kept_at(entry.address.page or "", HOLDERS):
        spoken = [name for name in names if not goes_by(name, site, outlets)] if kept_at(entry.address.page or "", PLATFORMS) else []
        if not spoken:
            return site if site.name else Outlet(site.id, title_of(names), site.domain)
        return named(spoken, outlets, paged=True)
    if entry.csl["type"] not in AT_HOME:
        return None
    return named(names, outlets, paged=is_dated(entry.csl) or entry.address.archived is not None)


def names_of(entry: Entry) -> Iterator[str]:
    """Yield the names under which a publisher may be printed, the best first: a body that is its own author is one."""
    csl = entry.csl
    yield from (name for name in (csl.get("container-title"), csl.get("publisher")) if name)
    authors = [author["literal"] for author in csl.get("author", []) if "literal" in author]
    yield from (name for name in authors if is_body(name))
    yield from (name for name in entry.names if name not in (csl.get("container-title"), csl.get("publisher")))


def site_of(page: str, outlets: OutletIndex) -> Outlet | None:
    """Return the outlet of an address; a host under a suffix that the list lacks ("pela.example") has two labels.

    >>> from claimcite.lexicon.outlets import load_outlets
    >>> site_of("https://www.pela.example/a", load_outlets("domain\\tname\\tcountry", {}))
    Outlet(id='pela.example', name=None, domain='pela.example')
    """
    if (found := outlets.from_url(page)) is not None:
        return found
    try:
        host = HOST.fullmatch(urlsplit(page).hostname or "")
    except ValueError:
        return None
    return Outlet(host["domain"], None, host["domain"]) if host else None


def kept_at(page: str, sites: frozenset[str]) -> bool:
    """Whether a page is on one of these sites; Google has a domain in each country.

    >>> kept_at("https://books.google.co.uk/books?id=x", HOLDERS), kept_at("https://pela.example", HOLDERS)
    (True, False)
    """
    above = list(hosts(page))
    return any(host in sites for host in above) or ("google.com" in sites and any(host.startswith("google.") for host in above))


def goes_by(name: str, site: Outlet, outlets: OutletIndex) -> bool:
    """Whether a printed name is that of the site itself: "Twitter", "www.twitter.com"."""
    label = (site.domain or "").split(".", maxsplit=1)[0]
    return outlets.goes_by(site, name) or re.sub(r"\W", "", name.lower()) in (label, re.sub(r"\W", "", site.domain or ""))


def named(names: Sequence[str], outlets: OutletIndex, *, paged: bool) -> Outlet | None:
    """Return the outlet that goes by the first of the names that may be one; ``paged`` is whether a page on the web is cited."""
    for name in names:
        if (found := known(outlets, [name]) or by_initials(name, outlets)) is not None:
            if not kept_at(found.domain or "", HOLDERS):
                return found
        elif DOMAIN.fullmatch(name):
            if (site := site_of(name if "//" in name else f"//{name}", outlets)) is not None and not kept_at(name, HOLDERS):
                return site
        elif len(name) <= NAME_MAX and (paged or is_body(name) or is_paper(name)):
            return Outlet(None, name, None)
    return None


def by_initials(name: str, outlets: OutletIndex) -> Outlet | None:
    """Return the body that goes by the initials of its name, which are its domain, too: "ORHC", Oru Relief and Housing Council, orhc.org."""
    if not re.fullmatch(r"[A-Z]{3,8}", name):
        return None
    found = (outlets.by_domain.get(f"{name.lower()}.{suffix}") for suffix in ("org", "int", "gov", "net", "com", "edu"))
    return next((outlet for outlet in found if outlet and "".join(re.findall(r"\b[A-Z]", outlet.name or "")) == name), None)


def title_of(names: Sequence[str]) -> str | None:
    """Return the first of ``names`` that is no address ("www.oru.example"), or None."""
    return next((name for name in names if not DOMAIN.fullmatch(name)), None)
