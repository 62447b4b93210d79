"""The full name that a short name, an acronym or a description stands for, within one document.

A wrong name is worse than none: where two full names fit, there is no name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from claimcite.annotate.roles import Roles

SMALL = frozenset(["of", "the", "for", "and", "in", "on", "at", "to", "a", "an", "de", "la", "el", "al", "du", "des", "von", "van", "und", "y", "e"])
HONORIFICS = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "prof", "professor", "president", "minister", "prime", "sir", "lord", "lady", "king", "queen", "pope", "general", "gen", "colonel", "col", "major", "captain", "lieutenant", "lt", "sergeant", "sgt", "governor", "mayor", "senator", "sen", "rep", "director", "secretary", "chancellor", "chief", "ambassador", "envoy", "sheikh", "imam", "emperor", "empress", "prince", "princess", "duke", "duchess", "baron", "baroness", "saint", "st", "attorney", "mp", "premier", "marshal", "commander", "admiral", "brigadier", "archbishop", "bishop", "father", "sister", "judge", "justice", "congressman", "congresswoman", "chairman", "spokesman", "spokeswoman", "former", "deputy", "vice", "foreign", "rabbi", "rev", "reverend", "cardinal", "abba", "abbot", "ayatollah", "sheriff", "detective", "inspector"]
)
#: "Syrian Observatory for Human Rights (SOHR)", "hayat tahrir al-Sham (HTS)".
INTRODUCED = re.compile(r"((?:[A-ZÀ-Þ][\w’'.-]*|of|for|the|and|in|on|al-[A-Z]\w+)(?:[ -](?:[A-ZÀ-Þ][\w’'.-]*|of|for|the|and|in|on|de|al-[A-Z]\w+)){0,9}) \(([A-Z][A-Za-z.&-]{1,9}?)s?\)")
#: Bodies of which a text often has several: "the government" is no name.
COMMON_BODIES = frozenset(["government", "police", "army", "ministry", "coalition", "court", "council", "group", "party", "company", "state", "military", "forces"])
#: Words that say what a body is, and not which one.
BODIES = COMMON_BODIES | frozenset(["observatory", "navy", "guard", "guards", "front", "committee", "commission", "union", "federation", "association", "agency", "bureau", "department", "institute", "centre", "center", "university", "parliament", "senate", "congress", "bank", "corporation", "brigade", "legion", "movement", "organisation", "organization", "alliance", "league", "foundation", "authority", "office", "board", "network", "academy", "hospital", "society", "church", "club", "team", "fund", "assembly", "cabinet", "embassy", "administration", "battalion", "regiment", "division", "monitor", "church", "court", "house"])
#: Words that say what kind of body a name is: "Oru Lines Inc." goes by "Oru Lines", "Pela University" by "Pela".
KIND_WORDS = ("AG", "Airlines", "Airways", "Bank", "Co", "Company", "Computer", "Computers", "Corp", "Corporation", "Group", "Inc", "Incorporated", "Limited", "LLC", "Ltd", "Holdings", "Investment", "Media", "Motor", "Motors", "NV", "PLC", "SA", "SpA", "University")
#: Two names taken for one: "Oru Lines and Pela Air", "the Trout from Oru Lines".
JOINED = re.compile(r" (?:from|on|at|by|with|vs) (?=[A-Z])|^(?:[A-Z][\w&.-]*) and (?:[A-Z][\w&.-]*)$")
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
    words = re.sub(r",? (?:Jr|Sr)\.?$", "", unowned(name)).split()
    if len(words) > 2 and words[-1] in ("II", "III", "IV"):
        words.pop()
    while len(words) > 1 and words[0].lower().strip(".") in HONORIFICS:
        words.pop(0)
    return " ".join(words)


def unowned(name: str) -> str:
    """Return a name without article and possessive; "General Motors" is no general.

    >>> unowned("the General Motors'"), unowned("Oru")
    ('General Motors', 'Oru')
    """
    return re.sub(r"[’']s?$", "", ARTICLE.sub("", name.strip()))


def skeleton(name: str) -> str:
    """Return what transliterations of one name share.

    >>> skeleton("Faylaq al-Sham") == skeleton("Failaq ash-Sham") == skeleton("Faylaq Al Sham")
    True
    >>> skeleton("Idlib") == skeleton("Aleppo")
    False
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", AL.sub("", name)) if not unicodedata.combining(c)).lower()
    plain = plain.replace("q", "k").replace("y", "i").replace("ou", "u").replace("e", "i").replace("o", "u").replace("'", "").replace("’", "")
    plain = re.sub(r"^st\.? ", "saint ", plain).replace(".", "")
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
            if words[start].lower() not in SMALL and len(acronym) > 1 and (acronym.upper() in (initials(name), full) or is_reordered(acronym.upper(), initials(name))):
                found.setdefault(acronym, name)
                break
    return found


def is_reordered(acronym: str, initials: str) -> bool:
    """Whether an acronym has the initials of a name in the order of another language.

    >>> is_reordered("UAAR", "URAA"), is_reordered("AP", "PA"), is_reordered("RAUA", "URAA")
    (True, False, False)
    """
    return len(acronym) > 3 and acronym[0] == initials[:1] and sorted(acronym) == sorted(initials)


def same_person(short: str, long: str) -> bool:
    """Whether two names in full are one person's: the words or initials of the shorter one stand in the longer one, the surname last.

    >>> same_person("Ann Roe", "Ann Lea Roe"), same_person("Ann Roe", "Mayor Ann Roe"), same_person("A. Roe", "Ann Roe")
    (True, True, True)
    >>> same_person("Ann Roe", "Ann Lind"), same_person("Jo Roe", "Ann Roe"), same_person("Roe", "Ann Roe")
    (False, False, False)
    """
    one, other = skeleton(short).split(), skeleton(long).split()
    given = iter(other[:-1])
    return 1 < len(one) <= len(other) and one[-1] == other[-1] and all(any(word in (g, g[:1]) or is_nickname(word, g) for g in given) for word in one[:-1])


def is_nickname(short: str, given: str) -> bool:
    """Whether a given name is cut short in another: "josh" of "joshua"; "paul" is not of "paula".

    >>> is_nickname("josh", "joshua"), is_nickname("paul", "paula"), is_nickname("al", "albert")
    (True, False, False)
    """
    return len(short) >= 4 and len(given) >= len(short) + 2 and given.startswith(short)


@dataclass(slots=True)
class Names:
    """The names of one document. ``learn`` full names first, then ``resolve`` any mention."""

    acronyms: dict[str, str] = field(default_factory=dict)
    people: dict[str, str] = field(default_factory=dict)
    others: dict[str, str] = field(default_factory=dict)
    roles: Roles = field(default_factory=Roles)
    stands: dict[int, str] = field(default_factory=dict)
    """Whom pronouns and plain descriptions stand for, by token."""
    settled: dict[str, str] = field(default_factory=dict)
    """Surnames that stood alone while only one had them: theirs they stay, also when a brother or a wife is named."""
    _bearers: dict[str, dict[str, str]] = field(default_factory=dict)
    """Full names by surname and first word."""
    _cache: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def learn(self, mentions: Iterable[tuple[str, str]], text: str) -> None:
        """Take the full names out of ``(text, label)`` pairs in order of the document."""
        self.acronyms.update(introduced(text))
        for mention, label in mentions:
            name = bare(mention) if label == "PER" else unowned(mention)
            if len(name) < 2 or (name.isupper() and len(name) <= 6):
                continue
            if label == "PER":
                self._learn_person(name)
            elif label == "ORG" and name not in self.acronyms and name.lower() not in BODIES and not JOINED.search(name):
                self.others.setdefault(skeleton(name), name)
        self._unite()

    def _learn_person(self, name: str) -> None:
        """Take a full name, or a surname alone."""
        bones = skeleton(name)
        if " " in name:
            self.people.setdefault(bones, name)
            self._bearers.setdefault(bones.rpartition(" ")[2], {}).setdefault(bones.partition(" ")[0], name)
        elif bones not in self.settled and len(bearers := self._bearers.get(bones, {})) == 1:
            self.settled[bones] = next(iter(bearers.values()))

    def _unite(self) -> None:
        """Give the names of one person the longest of them: "Ann Roe" and "Ann Lea Roe"; not where two longer ones fit."""
        surnames: dict[str, list[str]] = {}
        for name in set(self.people.values()):
            surnames.setdefault(skeleton(name).split()[-1], []).append(name)
        for bones, name in self.people.items():
            longer = [other for other in surnames[bones.split()[-1]] if other != name and same_person(name, other)]
            best = max(longer, key=lambda other: (len(other), other), default=name)
            if all(other == best or same_person(other, best) for other in longer):
                self.people[bones] = best
        self._cache.clear()

    def resolve(self, mention: str, label: str) -> str | None:
        """Return the full name that ``mention`` goes by, or None where two fit.

        >>> names = Names(); names.learn([("Rami Saad", "PER"), ("National Front for Liberation", "ORG"), ("Oru Lines Inc.", "ORG")], "")
        >>> names.resolve("Saad", "PER"), names.resolve("NFL", "ORG"), names.resolve("the Front", "ORG"), names.resolve("Oru Lines", "ORG")
        ('Rami Saad', 'National Front for Liberation', 'National Front for Liberation', 'Oru Lines Inc.')
        >>> names.learn([("Lina Saad", "PER")], ""); names.resolve("Saad", "PER") is None
        True
        """
        key = (mention, label)
        if key not in self._cache:
            resolver = {"PER": self._person, "ORG": self._other}.get(label, self._place)
            self._cache[key] = resolver(bare(mention) if label == "PER" else unowned(mention))
        return self._cache[key]

    def described(self, head: Token) -> str | None:
        """Return the full name behind a description: "the Observatory" of the text's only one, "the minister" of a minister it names, or None.

        Not behind a longer one, "the Jordanian government", nor a word that many bodies go by.
        """
        if (name := self.roles.name(head) or self.stands.get(head.i)) is not None:
            return name
        if head.lower_ in COMMON_BODIES:
            return None
        kids = [(c.dep_, c.lower_) for c in head.children]
        if ("det", "the") not in kids or any(dep in ("amod", "compound", "nmod", "nmod:poss") for dep, _ in kids):
            return None
        resolved = self.resolve(head.text, "ORG")
        return resolved if resolved is not None and resolved.lower() != head.lower_ else None

    def _person(self, name: str) -> str | None:
        own = skeleton(name)
        if own in self.people:
            return self.people[own]
        fits = {full for bones, full in self.people.items() if bones.endswith(f" {own}")}
        if not fits and " " not in own:  # a first name that another has as surname does not count
            fits = {full for bones, full in self.people.items() if bones.startswith(f"{own} ")}
        if len(fits) > 1 and own in self.settled:
            return self.people[skeleton(self.settled[own])]
        return fits.pop() if len(fits) == 1 else None if fits else name

    def _place(self, name: str) -> str | None:
        return self.acronyms.get(name.replace(".", ""), name)

    def _other(self, name: str) -> str | None:
        acronym = name.replace(".", "")
        if acronym in self.acronyms:
            return self.acronyms[acronym]
        own = skeleton(name)
        if name.endswith("+"):
            return name  # a product of a firm is not the firm
        if acronym.isupper() and 2 <= len(acronym) <= 6:
            fits = {full for full in self.others.values() if initials(full) == acronym and full != name}
            return fits.pop() if len(fits) == 1 else name
        fits = {full for bones, full in self.others.items() if bones != own and not full.split()[0].isupper() and is_short_for(own, bones)}
        joined = {full for full in fits if is_hyphened(own, full)}
        fits = {full for full in fits - joined if not joined or skeleton(full).startswith(f"{own} ")}
        longest = max(fits, key=lambda full: (len(full), full), default="")
        fits = {full for full in fits if skeleton(full) not in skeleton(longest) or full == longest}
        if len(fits) == 1:
            return fits.pop()
        return None if fits or name.lower() in BODIES else self.others.get(own, name)


def is_short_for(part: str, whole: str) -> bool:
    """Whether a short name of a body stands for a longer one, by the skeletons of both.

    "observatory" is the head of "syrian observatory for human rights", "human rights" is not; "observatory for human rights" is its
    end, and "oru lines" is "oru lines inc".
    """
    before = whole.split(" fur ", maxsplit=1)[0].split(" uf ", maxsplit=1)[0]
    joined = " fur " in part or " uf " in part
    if whole.endswith(f" and {part}"):
        return False  # "South Oru" is not "North and South Oru"
    if (whole if joined else before).endswith(f" {part}") or whole.startswith((f"{part} fur ", f"{part} uf ")):
        return True
    return whole.startswith(f"{part} ") and all(word in KINDS for word in whole[len(part) + 1 :].split())


def is_hyphened(part: str, full: str) -> bool:
    """Whether a short name is only what a hyphen joins to another, or what a number counts: "Pela" in "Oru-Pela", "Oru Mill" in "One Oru Mill".

    >>> is_hyphened("pila", "Oru-Pela"), is_hyphened("uru mil", "One Oru Mill"), is_hyphened("pila", "Oru Pela")
    (True, True, False)
    """
    return skeleton(full.rpartition("-")[2] if "-" in full else "") == part or (full.startswith("One ") and skeleton(full[4:]) == part)


KINDS = frozenset(map(skeleton, KIND_WORDS))
