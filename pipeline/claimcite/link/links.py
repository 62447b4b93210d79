"""Hyperlinks of a news text that are references: those to a page of another publisher that the text cites.

Left out are links to the site itself and its sister domains, to share and subscribe, to home pages and to profiles of people and companies,
which say who somebody is and nothing about what the text claims, to shops, and shortened addresses, whose page nobody can tell.
"""

from __future__ import annotations

import re
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from urllib.parse import parse_qsl, urlsplit

from claimcite.identity import Counter
from claimcite.lexicon.outlets import OutletIndex, folded, hosts, registrable
from claimcite.link.addresses import is_profile, is_share, is_web, read_address
from claimcite.link.entry import Entry, ordered
from claimcite.link.names import is_person
from claimcite.link.published_by import outlet_of
from claimcite.records import Cleaned, CslItem, Link, Reference

#: An anchor that reads like a headline is the title of the page that it leads to; "told Reuters" is not.
HEADLINE = re.compile(r"[“\"‘'\d]?[A-ZÀ-Þ]\S*(?:\s+\S+){4,}$")
MIN_LINKS = 4
#: Shortened addresses and counters of clicks: what page they lead to is not known.
SHORTENED = frozenset(
    ["t.co", "bit.ly", "goo.gl", "amzn.to", "ow.ly", "tinyurl.com", "buff.ly", "dlvr.it", "trib.al", "fb.me", "lnkd.in", "is.gd", "rebrand.ly", "zdbb.net", "ift.tt", "tiny.cc", "cutt.ly", "shorturl.at", "shareasale.com", "anrdoezrs.net", "dpbolvw.net", "tkqlhce.com", "jdoqocy.com", "kqzyfj.com", "awin1.com", "skimresources.com", "linksynergy.com", "narrativ.com", "howl.me"]
)  # fmt: skip
SHOPS = frozenset(
    ["ebay.com", "walmart.com", "bestbuy.com", "target.com", "etsy.com", "aliexpress.com", "alibaba.com", "newegg.com", "costco.com", "wayfair.com", "flipkart.com", "rakuten.com", "groupon.com", "apps.apple.com", "itunes.apple.com", "play.google.com", "ticketmaster.com", "livenation.com", "stubhub.com", "gofundme.com", "patreon.com"]
)  # fmt: skip
SHOP_PATH = re.compile(
    r"/(?:shop|store|dp|gp/product|product|products|cart|checkout|deals?|coupons?|subscribe|subscription|signup|sign-up|register|newsletters?|donate)(?:/|$)",
    re.IGNORECASE,
)
SHOP_HOST = re.compile(r"(?:^|\.)(?:shop|store|buy|deals|amazon)\.")
#: "Get it at Pela Mart for $23.99", "Sign up for our newsletter", "Download now".
OFFER = re.compile(
    r"\b(?:get|buy|shop|order|save|sale|deal|pricing?|from|for)\b.{0,60}[$€£]\s?\d|^(?:sign up|subscribe|download|donate|register|buy|shop|order)\b|\bfree trial\b",
    re.IGNORECASE,
)
HASHTAG = re.compile(r"/(?:hashtag|explore/tags|search)(?:/|\?|$)", re.IGNORECASE)
SOCIAL = frozenset(["facebook.com", "twitter.com", "x.com", "instagram.com", "linkedin.com", "threads.net", "tiktok.com", "pinterest.com", "telegram.org", "t.me", "youtube.com", "bsky.app", "vk.com"])  # fmt: skip
#: What social networks add to the address of a profile: "?ref_src=…", "?lang=en", "?sub_confirmation=1".
TRACKING = re.compile(r"\?(?:ref_src|ref|lang|hl|s|t|utm_\w+|igshid|fref|sub_confirmation|src|feature)=[^#]*")
CHANNEL = re.compile(
    r"/(?:user|channel|c|in|company|organization|person|people|pages|groups)/[^/]+(?:/\d+)?/?$|/@[\w.-]+/?$", re.IGNORECASE
)
PROFILES = SOCIAL | {"crunchbase.com", "medium.com", "muckrack.com", "imdb.com", "linktr.ee", "about.me", "orcid.org"}
PEOPLE = re.compile(
    r"/(?:people|profiles?|staff|faculty|team|person|bio|biography|experts?|members?|[\w-]*-faculty)(?:/|$)|^https?://profiles?\.",
    re.IGNORECASE,
)
HOME = re.compile(r"/?(?:[a-z]{2}(?:[-_][a-z]{2}){0,2}/?)?(?:index[\w-]{0,12}\.\w{2,5}|home(?:\.\w{2,5})?|default\.aspx)?/?", re.IGNORECASE)
#: Sites that only lead on, and the parameters that hold where to.
REDIRECTORS = frozenset(["redirectingat.com", "facebook.com", "google.com", "reddit.com", "umblr.com", "linksynergy.com", "viglink.com", "skimresources.com", "anrdoezrs.net", "howl.me"])  # fmt: skip
LEADS_TO = ("url", "u", "q", "murl", "out")


def link_rows(cleaned: Cleaned, ids: Counter, outlets: OutletIndex, own_domain: str | None) -> Iterator[Reference]:
    """Yield a reference for each page of another publisher that the text cites by a link, in order."""
    web = [Link(link.span, unwrapped(link.url)) for link in cleaned.links if is_web(link.url)]
    links = [link for link in web if is_cited(link.url, link.span.of(cleaned.text).strip())]
    own = {own_domain} if own_domain else presumed(web)
    names = {outlet.name for domain in own if domain and (outlet := outlets.known(domain)) is not None}
    first: dict[str, Link] = {}
    times: Tally[str] = Tally()
    for link in links:
        known = outlets.known(link.url)
        if (registrable(link.url) or urlsplit(link.url).hostname) in own or (
            known is not None and (known.domain in own or known.name in names)
        ):
            continue  # bbc.com and bbc.co.uk are one publisher
        key = re.sub(r"^https?://(?:www\.)?|#.*$|/$", "", link.url)
        first.setdefault(key, link)
        times[key] += 1
    for key, link in first.items():
        yield link_row(cleaned, link, ids, outlets, times[key])


def unwrapped(address: str) -> str:
    """Return the address that a counter of clicks leads to, where it stands in its own.

    >>> unwrapped("https://go.redirectingat.com?id=1&url=https%3A%2F%2Fpela.example%2Fa"), unwrapped("https://pela.example/?url=https://a.b")
    ('https://pela.example/a', 'https://pela.example/?url=https://a.b')
    """
    if not any(host in REDIRECTORS for host in hosts(address)):
        return address
    try:
        fields = dict(parse_qsl(urlsplit(address).query, max_num_fields=100))
    except ValueError:
        return address
    return next((fields[name] for name in LEADS_TO if is_web(fields.get(name, ""))), address)


def is_cited(address: str, anchor: str) -> bool:
    """Whether a link may cite a page: not a button, a home page, a profile, an offer or an address that hides its page.

    >>> is_cited("https://pela.example/2026/05/dam-fails", "the dam failed"), is_cited("https://pela.example/", "Pela Dams")
    (True, False)
    >>> is_cited("https://oru.example/people/ann-roe", "Ann Roe"), is_cited("https://www.amazon.com/dp/B0", "a pump")
    (False, False)
    """
    if not anchor or is_share(address):
        return False
    sites, parts = list(hosts(address)), urlsplit(address)
    if any(host in SHORTENED or host in SHOPS for host in sites) or SHOP_HOST.search(parts.hostname or ""):
        return False
    if SHOP_PATH.match(parts.path) or OFFER.search(anchor) or (HOME.fullmatch(parts.path) and not parts.query):
        return False
    return not is_presence(address, sites) and not is_about(address, anchor)


def is_presence(address: str, sites: Sequence[str]) -> bool:
    """Whether an address is somebody's page on a social network or in a directory, or a hashtag; a single post is neither.

    >>> is_presence("https://twitter.com/annroe?ref_src=x", ["twitter.com"]), is_presence("https://twitter.com/annroe/status/1", ["twitter.com"])
    (True, False)
    """
    plain = TRACKING.sub("", address)
    social = any(host in SOCIAL for host in sites)
    listed = any(host in PROFILES for host in sites)
    return (
        is_profile(plain)
        or (listed and CHANNEL.search(urlsplit(plain).path) is not None)
        or (social and HASHTAG.search(address) is not None)
    )


def is_about(address: str, anchor: str) -> bool:
    """Whether a link on a person's name leads to that person's page: a short address with the name or a word like "staff" in it.

    >>> is_about("https://oru.example/roe/en.html", "Ann Roe"), is_about("https://pela.example/ann-roe-wins-the-dam-prize-again", "Ann Roe")
    (True, False)
    """
    if not is_person(anchor.strip(" ,.")) or not 2 <= len(anchor.split()) <= 4:
        return False
    if PEOPLE.search(address):
        return True
    family = folded(anchor.rsplit(maxsplit=1)[-1])
    tail = re.findall(r"[^\W\d_]+", " ".join(urlsplit(address).path.split("/")[-2:]).removesuffix(".html"))
    return len(tail) <= 4 and family in map(folded, tail)


def presumed(links: Sequence[Link]) -> set[str | None]:
    """Return the domain that more than half of at least four links lead to: on a page without address, most likely its own."""
    tally = Tally(registrable(link.url) for link in links)
    domain, count = tally.most_common(1)[0] if tally else (None, 0)
    return {domain} if count >= MIN_LINKS and count * 2 > len(links) else set()


def link_row(cleaned: Cleaned, link: Link, ids: Counter, outlets: OutletIndex, times: int) -> Reference:
    """Return the row of one link."""
    anchor = " ".join(link.span.of(cleaned.text).split())
    address = read_address(link.url)
    csl: CslItem = {"type": "webpage", "URL": address.page or link.url}
    if HEADLINE.match(anchor):
        csl["title"] = anchor.strip(' “”"')
    entry = Entry(csl, address)
    return Reference(ids.new("r", "reference", anchor, link.url), ids.document, None, anchor, cleaned.mapped.raw_of(link.span), ordered(csl),
                     outlet_of(entry, outlets), address.archived, address.archive, times, "parsed")  # fmt: skip
