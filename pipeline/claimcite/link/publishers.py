"""Outlet and agency of a document: who publishes this copy, and which wire service wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcite.lexicon.outlets import DOMAIN, OutletIndex, folded
from claimcite.link.candidates import Candidate
from claimcite.link.names import byline_parts
from claimcite.link.writers import without_employer
from claimcite.records import Outlet

#: What stands between a headline and the name of the site: "Dam fails | The Pela Post".
SUFFIX = re.compile(r"\s+[|•·–—-]\s+(?P<name>[^|•·]{2,60}?)\s*$")
#: A credit under a picture says who took it, not who wrote the story: "(AP Photo)", "ANN ROE / AFP", "Photo: AFP via Getty Images".
PHOTO = re.compile(r"\b(?:photo|photograph|image|picture|video|graphic|illustration|handout|via|getty)\b|/", re.IGNORECASE)
ON_STAFF = re.compile(r"\s+(?:staff(?:\s+writers?)?|news\s+agency|newsroom|in\s+[A-Z]\w+|with)$", re.IGNORECASE)
#: What a site says of itself behind its name, and what a company's name ends with.
MOTTO = re.compile(r"\s+[|:–—-]\s.*$")
COMPANY = re.compile(r"[,.]?\s(?:Inc|Ltd|LLC|L\.L\.C|Limited|Pty(?:\sLtd)?|GmbH|plc|S\.A|AG|Company|Co)\.?$")

#: Names of the software or host that pages state as their publisher: "publisher": {"name": "Blogger"}.
PLATFORMS = frozenset(
    {"blogger", "blogspot", "wordpress", "wordpresscom", "squarespace", "wix", "wixcom", "tumblr", "drupal", "joomla", "shopify", "ghost"}
)
#: "Daily Sabah with AA": the second of them is the agency.
WITH = re.compile(r"\s+(?:with|for)\s+", re.IGNORECASE)
NOBODY = Outlet(None, None, None)
Published = tuple[Outlet, Candidate]


def site_suffix(title: str) -> str | None:
    """Return what may be the name of the site at the end of a title.

    >>> site_suffix("Dam fails at Oru | The Pela Post"), site_suffix("Dam fails at Oru")
    ('The Pela Post', None)
    """
    match = SUFFIX.search(title)
    return match["name"] if match else None


def outlet_candidates(facts: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the names that a page gives its site; those at the end of its titles, in bylines and in its copyright line last."""
    for fact in facts:
        if fact.field == "outlet" and folded(fact.value) not in PLATFORMS and not fact.value.startswith(("http:", "https:", "@")):
            yield fact
    for fact in facts:
        if fact.field == "title" and fact.origin in ("meta", "text") and (name := site_suffix(fact.value)):
            yield Candidate("outlet", name, fact.origin, fact.text, fact.raw, weak=True)
    for fact in facts:
        if fact.field == "paper" or (fact.field == "agency" and fact.origin == "byline"):
            yield Candidate("outlet", fact.value, fact.origin, fact.text, fact.raw, weak=True)
    for fact in facts:
        if fact.field == "copyright":
            yield Candidate("outlet", COMPANY.sub("", fact.value), fact.origin, fact.text, fact.raw, weak=True)


def choose_outlet(facts: Sequence[Candidate], address: Candidate | None, outlets: OutletIndex) -> Published | None:
    """Return the outlet of a document, with what says so.

    A name that the input or the page's head gives, if the lexicon knows it and the page's own address does not contradict it; else
    the registrable domain of the address, under the name given. A wire service is the outlet only on its own site. Where nothing else
    tells, the holder of the copyright is the publisher.
    """
    site = outlets.from_url(address.value) if address else None
    for fact in outlet_candidates(facts):
        known = site if site is not None and outlets.goes_by(site, fact.value) else outlets.from_name(fact.value)
        if known is not None and known.id in outlets.agencies and (site.id != known.id if site is not None else fact.origin != "given"):
            continue
        if known is not None and (site is None or site.id == known.id):
            return site or known, fact
        if fact.weak:
            continue
        if site is not None:
            return Outlet(site.id, site.name or named(fact.value), site.domain), fact
        return Outlet(None, named(fact.value), None), fact
    if site is not None and address is not None:
        return site, address
    return unknown_paper(facts, outlets) or copyright_holder(facts, outlets)


def named(value: str) -> str:
    """Return the name of a site without what it says of itself.

    >>> named("Pela Post | All the news of Pela"), named("Pela-Post")
    ('Pela Post', 'Pela-Post')
    """
    return MOTTO.sub("", value) or value


def unknown_paper(facts: Sequence[Candidate], outlets: OutletIndex) -> Published | None:
    """Return a paper that the lexicon does not know, by the line that names it below the headline or behind an author."""
    for fact in facts:
        if (fact.field == "paper" or (fact.field == "agency" and fact.origin == "byline")) and outlets.is_paper(fact.value):
            return Outlet(None, fact.value, None), fact
    return None


def copyright_holder(facts: Sequence[Candidate], outlets: OutletIndex) -> Published | None:
    """Return the holder of a page's copyright, by name or domain: "© 2026 Pela Post", "Copyright Pela.co.kr".

    In text without markup it must be named like a paper; a wire service is it only by the name of its own site.
    """
    marked = any(fact.origin in ("json_ld", "meta") for fact in facts)
    for fact in facts:
        if fact.field != "copyright" or not (marked or outlets.is_paper(COMPANY.sub("", fact.value))):
            continue
        name = COMPANY.sub("", fact.value.strip(" ."))
        if DOMAIN.fullmatch(name) and (site := outlets.from_url(name.lower())) is not None:
            return site, fact
        if outlets.agency(name) is None:
            return Outlet(None, name, None), fact
    return None


def agency_candidates(facts: Sequence[Candidate], outlets: OutletIndex) -> Iterator[Published]:
    """Yield the wire services that a document names as where its words come from, the most reliable first."""
    for fact in facts:
        if fact.field == "authors":
            parts = [part for half in WITH.split(fact.value) for part in byline_parts(half)]
            names = [name for part in parts for name in (ON_STAFF.sub("", part), (without_employer(part, outlets)[1] or NOBODY).name or "")]
        elif fact.field in ("agency", "outlet") and not (fact.field == "agency" and is_photo_credit(fact)):
            names = [fact.value.strip(" ()[].—–-"), *byline_parts(fact.value)]
        elif fact.field == "title" and fact.origin == "meta":
            names = [site_suffix(fact.value) or ""]
        else:
            continue
        for name in names:
            if (found := outlets.agency(name)) is not None:
                yield found, fact
                break


def is_photo_credit(fact: Candidate) -> bool:
    """Whether a credit is a picture's; one in a caption always is.

    A photo credit alone never makes the story the agency's: "MOHAMMED AL-RIFAI / AFP" stands under pictures of stories that the
    paper's own people wrote.
    """
    return fact.origin == "caption" or (fact.origin == "credit" and PHOTO.search(fact.text or fact.value) is not None)


def choose_agency(facts: Sequence[Candidate], outlet: Outlet | None, outlets: OutletIndex) -> Published | None:
    """Return the wire service of a document, with what says so; on the wire's own site only a dateline or byline does."""
    for found, fact in agency_candidates(facts, outlets):
        own = outlet is not None and outlet.id == found.id
        if not own or fact.origin in ("dateline", "byline", "credit"):
            return found, fact
    return None


def without_site(title: str, outlet: Outlet | None, names: Sequence[str], outlets: OutletIndex) -> str:
    """Return a title without the name of its site at the end.

    >>> from claimcite.lexicon.outlets import load_outlets
    >>> index = load_outlets("domain\\tname\\tcountry", {"pela.org": {"name": "The Pela Post"}})
    >>> without_site("Dam fails | Pela Post", index.from_name("Pela Post"), [], index)
    'Dam fails'
    >>> without_site("Rain - Pela waits", index.from_name("Pela Post"), [], index)
    'Rain - Pela waits'
    """
    own = {
        folded(name)
        for name in (*names, *((outlet.name or "", (outlet.domain or "").partition(".")[0], outlet.domain or "") if outlet else ()))
    } - {""}
    for _ in range(2):
        match = SUFFIX.search(title)
        if not match or not match.start():
            break
        if folded(match["name"]) not in own and not (outlet is not None and outlets.goes_by(outlet, match["name"])):
            break
        title = title[: match.start()]
    return title.strip()
