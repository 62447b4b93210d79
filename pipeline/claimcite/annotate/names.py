"""The full name that a short name, an acronym or a description stands for, within one document.

A wrong name is worse than none: where two full names fit, there is no name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

SMALL = frozenset(["of", "the", "for", "and", "in", "on", "at", "to", "a", "an", "de", "la", "el", "al", "du", "des", "von", "van", "und", "y", "e"])
HONORIFICS = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "president", "minister", "prime", "sir", "lord", "lady", "king", "queen", "pope", "general", "gen", "colonel", "col", "major", "captain", "lieutenant", "lt", "sergeant", "sgt", "governor", "mayor", "senator", "sen", "rep", "director", "secretary", "chancellor", "chief", "ambassador", "envoy", "sheikh", "imam", "archbishop", "bishop", "father", "sister", "judge", "justice", "congressman", "congresswoman", "chairman", "spokesman", "spokeswoman", "former", "deputy", "vice", "foreign"]
)
#: "Syrian Observatory for Human Rights (SOHR)", "hayat tahrir al-Sham (HTS)".
INTRODUCED = re.compile(r"((?:[A-ZÀ-Þ][\w’'.-]*|of|for|the|and|in|on|al-[A-Z]\w+)(?:[ -](?:[A-ZÀ-Þ][\w’'.-]*|of|for|the|and|in|on|de|al-[A-Z]\w+)){0,9}) \(([A-Z][A-Za-z.&-]{1,9}?)s?\)")
#: Bodies of which a text often has several: "the government" is no name.
COMMON_BODIES = frozenset(["government", "police", "army", "ministry", "coalition", "court", "council", "group", "party", "company", "state", "military", "forces"])
ARTICLE = re.compile(r"^(?:the|The|a|an|A|An)\s+")
#: Articles of Arabic names before sun letters: "Faylaq ash-Sham", "as-Sham", "el-Sham".
AL = re.compile(r"\b(?:a[lshdrtzn]h?|el|ul)[- ](?=\w)", re.IGNORECASE)


def bare(name: str) -> str:
    """Return a name without article, honorific and possessive.

    >>> bare("the Observatory"), bare("President Ana Roe's")
    ('Observatory', 'Ana Roe')
    >>> bare("she")
    'she'
    """
    name = re.sub(r"[’']s?$", "", ARTICLE.sub("", name.strip()))
    name = re.sub(r",? (?:Jr|Sr)\.?$| (?:II|III|IV)$", "", name)
    words = name.split()
    while len(words) > 1 and words[0].lower().strip(".") in HONORIFICS:
        words.pop(0)
    return " ".join(words)


def skeleton(name: str) -> str:
    """Return what transliterations of one name share.

    >>> skeleton("Faylaq al-Sham") == skeleton("Failaq ash-Sham") == skeleton("Faylaq Al Sham")
    True
    >>> skeleton("Idlib") == skeleton("Aleppo")
    False
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", AL.sub("", name)) if not unicodedata.combining(c)).lower()
    plain = plain.replace("q", "k").replace("y", "i").replace("ou", "u").replace("e", "i").replace("o", "u").replace("'", "").replace("’", "")
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[\W_]+", " ", plain)).strip()


def initials(name: str) -> str:
    """Return the initials of a name's words, small words left out.

    >>> initials("National Front for Liberation"), initials("X")
    ('NFL', 'X')
    """
    return "".join(w[0] for w in re.split(r"[\s-]+", name) if w and w.lower() not in SMALL).upper()


def introduced(text: str) -> dict[str, str]:
    """Return the acronyms that the text introduces in brackets behind the name that they abbreviate.

    >>> introduced("the Syrian Observatory for Human Rights (SOHR) said")
    {'SOHR': 'Syrian Observatory for Human Rights'}
    >>> introduced("Ana Roe (AP) reported")
    {}
    """
    found: dict[str, str] = {}
    for match in INTRODUCED.finditer(text):
        words, acronym = match[1].split(), match[2].replace(".", "")
        for start in range(len(words) - 1, -1, -1):
            name = " ".join(words[start:])
            full = "".join(w[0] for w in re.split(r"[\s-]+", name) if w).upper()
            if words[start].lower() not in SMALL and acronym.upper() in (initials(name), full) and len(acronym) > 1:
                found.setdefault(acronym, name)
                break
    return found


@dataclass(slots=True)
class Names:
    """The names of one document. ``learn`` full names first, then ``resolve`` any mention."""

    acronyms: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    _cache: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def learn(self, mentions: Iterable[tuple[str, str]], text: str) -> None:
        """Take the full names out of ``(text, label)`` pairs in order of the document."""
        self.acronyms.update(introduced(text))
        for mention, label in mentions:
            name = bare(mention)
            if len(name) < 2 or (name.isupper() and len(name) <= 6):
                continue
            if label == "PER" and " " in name:
                self.people.setdefault(skeleton(name), name)
            elif label == "ORG" and name not in self.acronyms:
                self.others.setdefault(skeleton(name), name)

    def resolve(self, mention: str, label: str) -> str | None:
        """Return the full name that ``mention`` goes by, or None where two fit.

        >>> names = Names(); names.learn([("Rami Saad", "PER"), ("National Front for Liberation", "ORG")], "")
        >>> names.resolve("Saad", "PER"), names.resolve("NFL", "ORG"), names.resolve("the Front", "ORG")
        ('Rami Saad', 'National Front for Liberation', 'National Front for Liberation')
        >>> names.learn([("Lina Saad", "PER")], ""); names._cache.clear(); names.resolve("Saad", "PER") is None
        True
        """
        key = (mention, label)
        if key not in self._cache:
            resolver = {"PER": self._person, "ORG": self._other}.get(label, self._place)
            self._cache[key] = resolver(bare(mention))
        return self._cache[key]

    def described(self, head: Token) -> str | None:
        """Return the full name behind a description of one word, "the Observatory", or None.

        Not behind a longer one, "the Jordanian government", nor a word that many bodies go by.
        """
        article = any(c.dep_ == "det" and c.lower_ == "the" for c in head.children)
        longer = any(c.dep_ in ("amod", "compound", "nmod", "nmod:poss") for c in head.children)
        if not article or longer or head.lower_ in COMMON_BODIES:
            return None
        resolved = self.resolve(head.text, "ORG")
        return resolved if resolved is not None and resolved.lower() != head.lower_ else None

    def _person(self, name: str) -> str | None:
        own = skeleton(name)
        fits = {full for bones, full in self.people.items() if bones.endswith(f" {own}") or (bones.startswith(f"{own} ") and " " not in own)}
        if own in self.people and len(fits) != 1:
            return self.people[own]
        if len(fits) > 1:  # "Abdel Rahman" fits "Rami Abdel Rahman" whole; a first name that another has as surname does not count
            fits = {full for full in fits if skeleton(full).endswith(f" {own}")}
        return fits.pop() if len(fits) == 1 else None if fits else name

    def _place(self, name: str) -> str | None:
        return self.acronyms.get(name.replace(".", ""), name)

    def _other(self, name: str) -> str | None:
        acronym = name.replace(".", "")
        if acronym in self.acronyms:
            return self.acronyms[acronym]
        own = skeleton(name)
        if acronym.isupper() and 2 <= len(acronym) <= 6:
            fits = {full for full in self.others.values() if initials(full) == acronym and full != name}
            return fits.pop() if len(fits) == 1 else name
        fits = {full for bones, full in self.others.items() if not full.split()[0].isupper() and f" {own} " in f" {bones} " and bones != own and is_head(own, bones)}
        longest = max(fits, key=len, default="")
        fits = {full for full in fits if skeleton(full) not in skeleton(longest) or full == longest}
        return fits.pop() if len(fits) == 1 else self.others.get(own, name) if not fits else None


def is_head(part: str, whole: str) -> bool:
    """Whether a short name is the head of a longer one: "observatory" of "syrian observatory for human rights", not "human rights"."""
    before = whole.split(" fur ", maxsplit=1)[0].split(" uf ", maxsplit=1)[0]
    return before.endswith(part) or whole.startswith(part + " fur ") or (whole.endswith(" " + part) and " fur " not in whole and " uf " not in whole)
