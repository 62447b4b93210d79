"""How probable it is that a careful reader would find all of a claim right: a logistic regression over a few plain features.

The features are what tells a right claim from a wrong one before anybody has read it: how sure the parser is of the words, how deep
the predicate hangs, what is missing, and how much there is that could be wrong. Weights and what they were fitted on stand in
``lexicon/confidence.toml``; ``models/train/calibrate.py`` makes that file.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from spacy.attrs import DEP, HEAD, POS
from spacy.parts_of_speech import PUNCT, SPACE, VERB

from claimcite.lexicon.calibration import Calibration
from claimcite.parse import Parse
from claimcite.records import Claim
from claimcite.spans import Span

NUMBER = re.compile(r"\b\d[\d,.]*")
MODIFYING = ("acl", "acl:relcl", "advcl:relcl")
#: Nothing is told apart beyond this depth.
DEEPEST = 6
#: Nobody is wholly sure of anything.
LEAST, MOST = 0.01, 0.99
Features = Mapping[str, float]


class Trees:
    """The parse of a document as the features ask for it, read off spaCy's once: ``doubt[i]`` is how improbable the head of token ``i`` is."""

    def __init__(self, parse: Parse, sure: bytes) -> None:
        table = parse.doc.to_array([HEAD, POS, DEP]).reshape(len(parse.doc), 3)
        strings = parse.doc.vocab.strings
        self.places = parse.places
        self.offsets: list[int] = table[:, 0].astype("int64").tolist()
        self.tags: list[int] = table[:, 1].tolist()
        self.labels = [strings[label] for label in table[:, 2].tolist()]
        self.doubt = [(255 - byte) / 255 for byte in sure]
        words = [tag not in (PUNCT, SPACE) for tag in self.tags]
        self.words = list(accumulate(words, initial=0))
        self.doubts = list(accumulate((255 - byte if word else 0 for byte, word in zip(sure, words, strict=True)), initial=0))

    def unsure(self, span: Span) -> float:
        """Return how improbable the heads of the words of a stretch are on average."""
        here = self.places(span)
        words = self.words[here.stop] - self.words[here.start]
        return (self.doubts[here.stop] - self.doubts[here.start]) / (255 * words) if words else 0.0

    def head(self, span: Span) -> int | None:
        """Return the token of a stretch that hangs on none of its others; None of nothing."""
        here = self.places(span)
        return next((i for i in here if not self.offsets[i] or i + self.offsets[i] not in here), None)

    def depth(self, i: int) -> int:
        """Return how many words are above a token, ``DEEPEST`` at most."""
        for steps in range(DEEPEST):
            if not self.offsets[i]:
                return steps
            i += self.offsets[i]
        return DEEPEST


@dataclass(frozen=True, slots=True)
class Sight:
    """A claim and the trees that it was read off; ``head`` is the token that its predicate hangs by, None where nothing was parsed."""

    claim: Claim
    trees: Trees
    head: int | None

    @property
    def cell(self) -> bool:
        """Whether it is a row of an infobox or a cell of a table, where there is no sentence to parse."""
        return self.claim.block in ("infobox", "table")

    def passive(self) -> bool:
        """Whether the predicate has the auxiliary of a passive."""
        offsets, here = self.trees.offsets, self.trees.places(self.claim.sentence)
        return any(i + offsets[i] == self.head and self.trees.labels[i] == "aux:pass" for i in here)

    def unread(self) -> bool:
        """Whether there are more numbers in the text than quantities and dates were found."""
        return len(NUMBER.findall(self.claim.text)) > len(self.claim.quantities) + len(self.claim.dates)

    def nobody(self, role: str) -> bool:
        """Whether there is no such participant."""
        return getattr(self.claim, role) is None


#: Of every claim.
ANYWHERE: dict[str, Callable[[Sight], float]] = {
    "cell": lambda s: s.cell,
    "figures": lambda s: min(len(s.claim.quantities), 2),
    "dates": lambda s: min(len(s.claim.dates), 2),
    "unread_number": Sight.unread,
}
#: Of those that are read off a parsed sentence.
IN_SENTENCES: dict[str, Callable[[Sight], float]] = {
    "unsure_words": lambda s: s.trees.unsure(s.claim.span),
    "unsure_sentence": lambda s: s.trees.unsure(s.claim.sentence),
    "unsure_predicate": lambda s: 0.0 if s.head is None else s.trees.doubt[s.head],
    "deep": lambda s: 0 if s.head is None else s.trees.depth(s.head),
    "modifying": lambda s: s.head is not None and s.trees.labels[s.head] in MODIFYING,
    "verb": lambda s: s.head is not None and s.trees.tags[s.head] == VERB,
    "passive": Sight.passive,
    "no_agent": lambda s: s.nobody("agent"),
    "no_participant": lambda s: s.nobody("agent") and s.nobody("patient"),
    "agent_elsewhere": lambda s: s.claim.agent is not None and not s.claim.span.covers(s.claim.agent.span),
    "source_unnamed": lambda s: any(hop.source is not None and hop.source.name is None for hop in s.claim.attribution),
    "source_nobody": lambda s: any(hop.source is None for hop in s.claim.attribution),
    "chain": lambda s: len(s.claim.attribution) > 1,
    "demanded": lambda s: s.claim.modality == "demanded",
}
NAMES = (*ANYWHERE, *IN_SENTENCES)
#: What lowers the confidence, as it is told to a reader; what raises it needs no excuse.
REASONS = {
    "figures": "it has a figure to get right",
    "dates": "it has a date to get right",
    "unread_number": "its text has a number that was not read",
    "unsure_words": "the parser is unsure how its words hang together",
    "unsure_sentence": "the parser is unsure of the sentence",
    "unsure_predicate": "the parser is unsure what the predicate hangs on",
    "deep": "it stands deep in the sentence",
    "no_agent": "nobody is said to do it",
    "no_participant": "it has neither agent nor patient",
    "agent_elsewhere": "its agent stands outside its clause",
    "source_unnamed": "its source has no name",
    "source_nobody": "nobody is named as its source",
    "chain": "it was handed on from one source to another",
    "demanded": "somebody wants it",
}


def features_of(claims: Sequence[Claim], parse: Parse) -> tuple[Features, ...]:
    """Return the features of each claim of a document; of none where the pipeline does not tell how sure its parses are."""
    if parse.certainty is None:
        return ()
    trees = Trees(parse, parse.certainty)
    return tuple(seen(Sight(claim, trees, trees.head(claim.predicate.span))) for claim in claims)


def seen(sight: Sight) -> Features:
    """Return the features of one claim."""
    found = {name: float(look(sight)) for name, look in ANYWHERE.items()}
    return found | {name: 0.0 if sight.cell else float(look(sight)) for name, look in IN_SENTENCES.items()}


def with_confidence(claims: Sequence[Claim], told: Sequence[Features], calibration: Calibration | None) -> tuple[Claim, ...]:
    """Return the claims with their confidence; None where there are no features or no calibration for the pipeline that was used."""
    if calibration is None or not told:
        return tuple(claims)
    return tuple(replace(claim, confidence=confidence(features, calibration)) for claim, features in zip(claims, told, strict=True))


def confidence(features: Features, calibration: Calibration) -> float:
    """Return how probable it is that a claim with these features is right in every field, with two decimals.

    >>> fitted = Calibration("5a1e", 0.7, {"dates": -0.5}, {"dates": 0.2})
    >>> confidence({"dates": 0.0}, fitted), confidence({"dates": 2.0}, fitted)
    (0.69, 0.45)
    """
    odds = calibration.bias + sum(lift for _, lift in lifts(features, calibration))
    return round(min(max(1 / (1 + math.exp(-odds)), LEAST), MOST), 2)


def lifts(features: Features, calibration: Calibration) -> Iterator[tuple[str, float]]:
    """Yield by how much each feature moves the log-odds away from those of a usual claim."""
    for name, weight in calibration.weights.items():
        yield name, weight * (features[name] - calibration.usual[name])


def lowered_by(features: Features, calibration: Calibration, most: int = 3) -> list[str]:
    """Return what lowers the confidence most, in words: what a claim has more of than is usual.

    >>> fitted = Calibration("5a1e", 0.7, {"dates": -0.5, "verb": -0.6}, {"dates": 0.2, "verb": 0.9})
    >>> lowered_by({"dates": 1.0, "verb": 1.0}, fitted), lowered_by({"dates": 0.0, "verb": 0.0}, fitted)
    (['it has a date to get right'], [])
    """
    found = sorted((lift, name) for name, lift in lifts(features, calibration) if lift < -0.1 and features[name] > calibration.usual[name])
    return [REASONS[name] for _, name in found[:most] if name in REASONS]
