"""What an address says by its form: an archived copy, a date, a button to share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from claimcite.link.dates import joined

WAYBACK = re.compile(
    r"(?:https?:)?//(?:[\w-]+\.)*(?:archive\.org/(?:web/)?|webarchive\.org\.uk/\w+/archive/|arquivo\.pt/wayback/)(?P<stamp>\d{4,14})(?:[a-z]{2}_|\*)?/(?P<page>\S+)",
    re.IGNORECASE,
)
TODAY = re.compile(
    r"https?://archive\.(?:today|is|ph|vn|li|md|fo)/(?:(?P<stamp>\d{4}[.\d-]{4,14})/(?P<page>https?:\S+)|\w{4,8}$)", re.IGNORECASE
)
OTHER_ARCHIVE = re.compile(r"https?://(?:www\.)?(?:webcitation\.org|perma\.cc|ghostarchive\.org|freezepage\.com)/\S+", re.IGNORECASE)
SHARE = re.compile(
    r"(?:facebook\.com/(?:sharer|share\.php|dialog)|(?:twitter|x)\.com/(?:intent|share|home\?status)|linkedin\.com/(?:share|cws|sharing)|pinterest\.\w+/pin/create"
    r"|reddit\.com/submit|(?:api\.)?whatsapp\.com/send|wa\.me/|t\.me/share|tumblr\.com/(?:share|widgets)|getpocket\.com/save|news\.ycombinator\.com/submitlink"
    r"|telegram\.me/share|plus\.google\.com/share|vk\.com/share|flipboard\.com/bookmarklet|addtoany\.com|addthis\.com|email-protection|line\.me/R/msg)",
    re.IGNORECASE,
)
SOCIAL = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|linkedin|threads|tiktok|pinterest|telegram|youtube|bsky|mastodon|vk|whatsapp)\.\w+$",
    re.IGNORECASE,
)
MONTH_NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
IN_PATH = re.compile(r"(?<!\d)(?P<year>(?:19[89]|20[0-4])\d)[/-](?P<month>\d{1,2}|[a-z]{3})[/-](?P<day>\d{1,2})(?!\d)", re.IGNORECASE)
IN_SLUG = re.compile(r"(?<!\d)(?P<year>20[0-4]\d)(?P<month>0[1-9]|1[0-2])(?P<day>[0-3]\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Address:
    """The address of a page, and that of its archived copy with the day it was made (EDTF)."""

    page: str | None
    archive: str | None = None
    archived: str | None = None


def read_address(address: str) -> Address:
    """Take the address of an archived copy apart.

    >>> read_address("https://web.archive.org/web/20260508101500/https://pela.example/a")
    Address(page='https://pela.example/a', archive='https://web.archive.org/web/20260508101500/https://pela.example/a', archived='2026-05-08')
    >>> read_address("https://pela.example/a")
    Address(page='https://pela.example/a', archive=None, archived=None)
    """
    address = address.strip()
    match = WAYBACK.match(address) or TODAY.match(address)
    if match is None:
        return Address(None, address) if OTHER_ARCHIVE.match(address) else Address(address)
    page = match["page"]
    if page and "://" not in page:
        page = "http://" + page.lstrip("/") if "." in page else None
    digits = re.sub(r"\D", "", match["stamp"] or "")
    return Address(page, address, joined(digits[:4] or None, digits[4:6] or None, digits[6:8] or None))


def is_web(address: str) -> bool:
    """Whether an address is one of a web page with a host.

    >>> is_web("https://pela.example/a"), is_web("mailto:a@pela.example")
    (True, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc


def is_share(address: str) -> bool:
    """Whether an address is that of a button to share the page.

    >>> is_share("https://www.facebook.com/sharer/sharer.php?u=x"), is_share("https://www.facebook.com/pela/posts/1")
    (True, False)
    """
    return SHARE.search(address) is not None


def is_profile(address: str) -> bool:
    """Whether an address is that of somebody's page on a social network, which is nothing that a text cites.

    >>> is_profile("https://twitter.com/annroe"), is_profile("https://twitter.com/annroe/status/12")
    (True, False)
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return SOCIAL.search(parts.netloc) is not None and len([name for name in parts.path.split("/") if name]) <= 1 and not parts.query


def date_in(address: str) -> str | None:
    """Return the day that an address holds.

    >>> date_in("https://pela.example/2020/10/26/a"), date_in("https://pela.example/2026/may/04/a")
    ('2020-10-26', '2026-05-04')
    >>> date_in("https://pela.example/a-71857") is None
    True
    """
    try:
        path = urlsplit(address).path
    except ValueError:
        return None
    match = IN_PATH.search(path) or IN_SLUG.search(path)
    if match is None:
        return None
    name = match["month"].lower()
    number = name if name.isdigit() else str(MONTH_NAMES.index(name) + 1) if name in MONTH_NAMES else None
    return joined(match["year"], number, match["day"]) if number else None
