"""Names of authors: in references, where families come first, and in bylines, where e-mails and employers stand in between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcite.lexicon.outlets import folded
from claimcite.link.entry import is_body
from claimcite.records import CslName

INITIALS = re.compile(r"(?:[A-Z][a-z]?\.?[\s-]?){1,4}$")
#: "Dorsett Y": a family name and initials without points, as Vancouver style has them.
VANCOUVER = re.compile(
    r"(?P<family>[^\W\d_][\w’'-]+(?:\s[^\W\d_][\w’'-]+){0,3})\s(?P<given>[A-ZÀ-Þ](?:-?[A-ZÀ-Þ]){0,3}(?:\s(?:Jr|Sr|2nd|3rd|II|III))?)$"
)
SUFFIX = re.compile(r",\s*(?=(?:Jr|Sr)\b\.?|(?:II|III|IV)\b)")
ET_AL = re.compile(
    r"[,;]?\s*(?:\bet\s+al\b\.?|\band\s+others\b|\bu\.\s?a\.|\(eds?\.?\)|\beds?\.|\(editors?\)|\(hrsg\.?\))\s*", re.IGNORECASE
)
CONTACT = re.compile(r"\s*(?:[(<\[]?[\w.+-]{1,64}@[\w.-]{1,100}[)>\]]?|[(\[]?@\w{1,40}[)\]]?|https?://\S+|[(\[][^()\[\]]{0,80}[)\]])")
LEAD = re.compile(
    r"(?:(?:story|written|reported|reporting|words|text|analysis|opinion|commentary|perspective|review|column)\s+)?by:?\s+|(?:from|author|reporter|reporting)\s*:\s*",
    re.IGNORECASE,
)
TAIL = re.compile(r"\s+(?:in|at|for|with|special to|from)\s+(?:the\s)?[A-ZÀ-Þ].*$|\s+[|•·–—-]\s.*$")
ROLE = re.compile(
    r"\b(?:staff|reporters?|correspondents?|editors?|editorial|desk|team|newsroom|agency|agencies|admin(?:istrator)?|webmaster|news|online|press|wires?|contributors?|guest|"
    r"writers?|columnist|bureau|chief|director|professor|analyst|photograph(?:er|s|y)|author|unknown|anonymous|user|media|daily|journalist|producer|service|services)\b",
    re.IGNORECASE,
)
COMPANY = re.compile(
    r"\b(?:nations|corporation|company|ltd|limited|inc|llc|group|board|services?|statistics|trust|party|media|network|research|international|national|bank|fund)\b",
    re.IGNORECASE,
)
NAMES_MAX = 2000
ARTICLE = re.compile(r"(?:a[ldnrstz]|ash|el|d|l|o)[-’'][A-ZÀ-Þ]")
PERSON = re.compile(r"[^\W\d_]['’.\w-]*(?:\s+(?:[^\W\d_]['’.\w-]*)){0,5}$")


def reference_names(text: str, *, inverted: bool = True) -> list[CslName]:
    """Return the authors that a reference prints, families apart where the order shows it.

    >>> reference_names("Saad, Hwaida; De la Coste, Marie")
    [{'family': 'Saad', 'given': 'Hwaida'}, {'family': 'De la Coste', 'given': 'Marie'}]
    >>> reference_names("Agence France-Presse"), reference_names(" ")
    ([{'literal': 'Agence France-Presse'}], [])
    """
    text = " ".join(text[:NAMES_MAX].replace("((", "").replace("))", "").split())
    text = SUFFIX.sub(" ", ET_AL.sub(" ", text)).rstrip(" ,;:&(–—-").lstrip(" .,;:&)–—-")
    text = text.strip("()") if text.count("(") != text.count(")") or text.endswith("()") else text
    text = re.sub(r"(?<=\.)[\s.]+$", "", text)
    text = text if re.search(r"\b[A-Z]\.$", text) else text.rstrip(" .")
    if ";" not in text and is_corporate(text):
        return one_name(text, inverted=False)
    if ";" in text:
        return [name for part in re.split(r"\s*;\s*(?:(?:and|&)\s+)?", text) for name in reference_names(part)]
    parts = [part.strip() for part in re.split(r"\s*,?\s+(?:&|and|und|et|y)\s+|\s*,\s*", text) if part.strip()]
    if all(VANCOUVER.match(part.rstrip(".")) for part in parts) and "." not in "".join(parts[:-1]):
        return [name for part in parts for name in one_name(part.rstrip("."), inverted=False)]
    paired = (
        len(parts) > 1
        and len(parts) % 2 == 0
        and all(INITIALS.match(given) and not INITIALS.match(family) for family, given in pairs(parts))
    )
    if paired:
        return [{"family": family, "given": given} for family, given in pairs(parts)]
    if len(parts) == 2 and "," in text and inverted and not all(VANCOUVER.match(part) for part in parts):
        return one_name(text, inverted=True)
    return [name for chunk in re.split(r"\s*,?\s+(?:&|and)\s+", text) for name in listed(chunk)]


def is_corporate(text: str) -> bool:
    """Whether a name with "and" in it is one body's: "United Nations Economic and Social Council".

    >>> is_corporate("Department for Rivers and Dams"), is_corporate("Ann Roe and Omar Khan")
    (True, False)
    """
    return re.search(r"\s(?:and|&)\s", text) is not None and (is_body(text) or COMPANY.search(text) is not None)


def plausible_names(text: str) -> bool:
    """Whether the text before "(2011)" may be names: every longer word has a capital, and there are few.

    >>> plausible_names("Smith, J.; van der Berg, K."), plausible_names("The dam that failed in the storm")
    (True, False)
    """
    words = re.findall(r"[^\W\d_][\w’'.-]*", text)
    return 0 < len(words) <= 60 and all(word[0].isupper() or not word[0].islower() or len(word) <= 3 for word in words)


def pairs(parts: list[str]) -> list[tuple[str, str]]:
    """Return neighbours in twos."""
    return list(zip(parts[::2], parts[1::2], strict=False))


def listed(chunk: str) -> list[CslName]:
    """Return the names of a list with commas: "Riding, Alan" is one, "Ann Roe, Omar Khan" are two."""
    parts = [part.strip() for part in chunk.split(",") if part.strip()]
    if (
        len(parts) == 2
        and not all(VANCOUVER.match(part) for part in parts)
        and (len(parts[0].split()) == 1 or len(parts[1].split()) == 1 or INITIALS.match(parts[1]))
    ):
        return one_name(chunk, inverted=True)
    return [name for part in parts for name in one_name(part, inverted=False)]


def one_name(text: str, *, inverted: bool) -> list[CslName]:
    """Return one author, or nothing; a name in its natural order, which may be an organisation's, is kept as it is."""
    text = " ".join(text.split()).strip(" ,;")
    if not re.search(r"[^\W\d_]", text):
        return []
    if inverted and text.count(",") >= 1:
        family, _, given = (part.strip() for part in text.partition(","))
        if family and given and len(given.split()) <= 4:
            return [{"family": family, "given": given}]
    match = VANCOUVER.match(text)
    if match and not text.isupper():
        return [{"family": match["family"], "given": match["given"]}]
    return [{"literal": text}]


def byline_parts(text: str) -> Iterator[str]:
    """Yield the names in a byline, people's and others', without e-mail addresses, handles and brackets.

    >>> list(byline_parts("By Ann Roe (ann@pela.example) and Omar Khan in Oru, AFP"))
    ['Ann Roe', 'Omar Khan', 'AFP']
    >>> list(byline_parts("https://pela.example/ann"))
    []
    """
    text = LEAD.sub("", CONTACT.sub(" ", SUFFIX.sub(" ", " ".join(text[:NAMES_MAX].split()))).strip(), count=1)
    halves = text.split(",")
    if len(halves) == 2 and all(len(half.split()) == 1 for half in halves):
        text = f"{halves[1].strip()} {halves[0].strip()}"
    for part in re.split(r"\s*[,;|/•·]\s*|\s+(?:and|AND|&|und|et)\s+", text):
        name, tail = TAIL.sub("", part), TAIL.search(part)
        for found in (
            name,
            re.sub(r"^\s*(?:in|at|for|with|special to|from|[|•·–—-])\s+", "", tail.group().strip())
            if tail and " for " in tail.group()
            else "",
        ):
            if found.strip(" .,–—-"):
                yield re.sub(r"^(?:and|by)\s+", "", found, flags=re.IGNORECASE).strip(" .,–—-")


def is_person(name: str) -> bool:
    """Whether a part of a byline may be a person's name: capitals, no figures, no word for an office.

    >>> is_person("Omar Haj Kadour"), is_person("Africa correspondent"), is_person("Pela News")
    (True, False, False)
    """
    words = name.split()
    if not PERSON.match(name) or ROLE.search(name) or len(name) > 60:
        return False
    cased = [word for word in words if word[0].lower() != word[0].upper()]
    capital = [word for word in cased if word[0].isupper() or ARTICLE.match(word)]
    return not cased or (len(capital) >= max(1, len(cased) - 2) and cased[-1] in capital and not re.fullmatch(r"(?i)(the|a)", words[0]))


def unique(names: list[str]) -> tuple[str, ...]:
    """Return names without repeats, whatever their case."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(folded(name) or name, name)
    return tuple(seen.values())
