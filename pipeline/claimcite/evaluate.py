"""Scores what claimcite finds in annotated texts, field by field.

A claim of the gold is matched to at most one found claim of its sentence: by its predicate, else by a shared figure. What
a claim holds is scored over the matched pairs, so that one missed claim does not count against every field; the row "every field"
counts the claims that are wholly right, and those that were missed as wrong. The rows "confidence" say how far the number that each found
claim bears can be trusted (``report.trust``).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from claimcite.config import Config
from claimcite.errors import UsageError
from claimcite.read import read
from claimcite.records import Claim, Document, Outlet, Record, Reference, Result
from claimcite.report.gold import GoldClaim, GoldDocument, GoldReference, Item, OutletFacts, load_gold
from claimcite.report.same import contains, fold, same_bounds, same_name, same_quantity, same_source, squeeze, words
from claimcite.report.scores import Count, Scores
from claimcite.report.trust import NAMES as TRUST
from claimcite.report.trust import trust

T = TypeVar("T")
Process = Callable[[Record], Result]
#: Fields of a reference's CSL item that are scored.
CSL_FIELDS = ("title", "author", "container-title", "issued", "accessed", "URL", "language")
#: The rows that are counted, in order.
COUNTED = (
    "claims", "figures with noun and role", "claims: quantity", "claims: counted noun", "claims: role", "claims: date", "claims: place",
    "claims: agent", "claims: patient", "claims: event type", "claims: polarity and modality", "claims: verification", "claims: source",
    "claims: citation", "claims: every field", "references", *(f"references: {name}" for name in CSL_FIELDS), "references: outlet", "references: status",
    "documents processed", "documents: kind", "documents: title", "documents: outlet", "documents: agency", "documents: authors",
    "documents: published", "documents: language", "junk kept out of claims",
)  # fmt: skip
#: The rows of the table, in order.
NAMES = (*COUNTED, *TRUST)
Counts = dict[str, Count]


def evaluate(gold: Path, samples: Path, process: Process, config: Config) -> Scores:
    """Process the samples that the gold names and score what is found; raises ``UsageError`` for a gold that cannot be read."""
    items = load_gold(gold)
    counts = {name: Count() for name in COUNTED}
    rated: list[tuple[float, bool]] = []
    for record in read([str(samples)], config):
        item = items.pop((record.locator.path, record.locator.line), None)
        if item is not None:
            result = process(record) if isinstance(record, Record) else Result(None, quarantined=record)
            score(item, result, counts)
            rated += [(claim.confidence, right) for claim, right in judged(result, item) if claim.confidence is not None]
    if items:
        missing = ", ".join(sorted({path for path, _ in items}))
        raise UsageError(f"{samples}: the gold names documents that are not there: {missing}; name their folder with --samples")
    return Scores((*(count.score(name) for name, count in counts.items()), *trust(rated)))


def score(item: Item, result: Result, counts: Counts) -> None:
    """Add one document to the counts."""
    counts["documents processed"].decide(right=result.document is not None)
    numbers = numbers_of(result.references)
    pairs = match(result.claims, item.claims)
    counts["claims"].hits += len(pairs)
    counts["claims"].gold += len(item.claims)
    # where not all claims are annotated, those beyond the gold are neither right nor wrong
    counts["claims"].found += len(result.claims) if item.whole else len(pairs)
    for found, gold in pairs:
        score_claim(found, gold, numbers, counts)
        counts["claims: every field"].decide(right=is_right(found, gold, numbers))
    for _ in range(len(item.claims) - len(pairs)):
        counts["claims: every field"].decide(right=False)
    score_figures(result.claims, item.claims, counts)
    score_references(result.references, item.references, counts)
    score_document(result.document, item.document, counts)
    for junk in item.document.not_in_text:
        counts["junk kept out of claims"].decide(right=not any(squeeze(junk) in squeeze(claim.text) for claim in result.claims))


def judged(result: Result, item: Item) -> list[tuple[Claim, bool]]:
    """Return the claims that were found, each with whether all of it is right: those that the gold lacks are wrong, where all of its text is annotated."""
    numbers = numbers_of(result.references)
    right = {id(found): is_right(found, gold, numbers) for found, gold in match(result.claims, item.claims)}
    return [(claim, right.get(id(claim), False)) for claim in result.claims if item.whole or id(claim) in right]


def numbers_of(references: tuple[Reference, ...]) -> dict[str, str]:
    """Return the numbers of references as printed, by their ids."""
    return {row.id: row.number or "link" for row in references}


# --- claims ---------------------------------------------------------------------------------------------------------


def match(found: tuple[Claim, ...], gold: list[GoldClaim]) -> list[tuple[Claim, GoldClaim]]:
    """Pair the claims one to one, the surest pairs first."""
    ours, theirs = [squeeze(claim.sentence_text) for claim in found], [squeeze(claim.sentence_text) for claim in gold]
    ranked = [
        (likeness, -abs(len(ours[i]) - len(theirs[j])), -i, -j)
        for i, a in enumerate(found)
        for j, b in enumerate(gold)
        if (ours[i] in theirs[j] or theirs[j] in ours[i]) and (likeness := alike(a, b)) is not None
    ]
    pairs, used, taken = [], set[int](), set[int]()
    for _, _, i, j in sorted(ranked, reverse=True):
        if -i not in used and -j not in taken:
            pairs.append((found[-i], gold[-j]))
            used.add(-i)
            taken.add(-j)
    return pairs


def alike(found: Claim, gold: GoldClaim) -> tuple[int, int] | None:
    """Return how sure it is that two claims of a sentence are the same: by predicate, then by what else they share; None if not."""
    figures = sum(any(same_bounds(a, b) for b in gold.quantities) for a in found.quantities)
    ours, theirs = found.predicate, gold.predicate
    if fold(ours.lemma) == fold(theirs.lemma) or fold(ours.text) == fold(theirs.text):
        level = 3
    elif contains(words(ours.text), words(theirs.text)):
        level = 2
    elif figures:
        level = 1
    else:
        return None
    roles = ((found.agent, gold.agent), (found.patient, gold.patient))
    return level, 2 * figures + sum(a is not None and b is not None and same_name(a, b) for a, b in roles)


def score_claim(found: Claim, gold: GoldClaim, numbers: dict[str, str], counts: Counts) -> None:
    """Score the fields of a matched pair."""
    for a, b in counts["claims: quantity"].items(found.quantities, gold.quantities, same_quantity):
        counts["claims: counted noun"].decide(right=fold(a.counted_head) == fold(b.counted_head))
        counts["claims: role"].decide(right=a.role == b.role)
    counts["claims: date"].items([d.edtf for d in found.dates if d.edtf], [d.edtf for d in gold.dates if d.edtf], str.__eq__)
    counts["claims: place"].items(found.places, gold.places, same_name)
    counts["claims: agent"].items(listed(found.agent), listed(gold.agent), same_name)
    counts["claims: patient"].items(listed(found.patient), listed(gold.patient), same_name)
    counts["claims: event type"].decide(right=found.predicate.event_type == gold.predicate.event_type)
    counts["claims: polarity and modality"].decide(right=(found.polarity, found.modality) == (gold.polarity, gold.modality))
    counts["claims: verification"].items(listed(found.verification), listed(gold.verification), str.__eq__)
    counts["claims: source"].items([hop.source for hop in found.attribution], [hop.source for hop in gold.attribution], same_source)
    cited = sorted({numbers.get(m.reference or "", "none") for m in found.citations})
    counts["claims: citation"].items(cited, sorted({m.reference or "none" for m in gold.citations}), str.__eq__)


def is_right(found: Claim, gold: GoldClaim, numbers: dict[str, str]) -> bool:
    """Whether every field of a matched claim is right."""
    counts = {name: Count() for name in COUNTED if name.startswith("claims: ")}
    score_claim(found, gold, numbers, counts)
    return all(count.hits == count.gold and (count.decisions or count.found == count.gold) for count in counts.values())


def score_figures(found: tuple[Claim, ...], gold: list[GoldClaim], counts: Counts) -> None:
    """Score each figure of the gold by itself: whether any claim of its sentence has it, with what it counts and in which role."""
    ours = [(squeeze(claim.sentence_text), claim.quantities) for claim in found]
    for claim in gold:
        sentence = squeeze(claim.sentence_text)
        near = [q for text, quantities in ours if text in sentence or sentence in text for q in quantities]
        for wanted in claim.quantities:
            right = (q for q in near if same_quantity(q, wanted) and q.role == wanted.role)
            counts["figures with noun and role"].decide(right=any(fold(q.counted_head) == fold(wanted.counted_head) for q in right))


def listed(value: T | None) -> list[T]:
    """Return a value as a list of one, or of none."""
    return [] if value is None else [value]


# --- references and documents ---------------------------------------------------------------------------------------


def score_references(found: tuple[Reference, ...], gold: list[GoldReference], counts: Counts) -> None:
    """Score the references: whether the entry was found under its number, then its fields where either side has them."""
    for ours, theirs in counts["references"].items(found, gold, same_reference):
        item = theirs.csl or {}
        for name in CSL_FIELDS:
            if ours.csl.get(name) or item.get(name):
                counts[f"references: {name}"].decide(right=comparable(ours.csl.get(name)) == comparable(item.get(name)))
        counts["references: outlet"].decide(right=same_outlet(ours.outlet, theirs.outlet))
        counts["references: status"].decide(right=ours.status == theirs.status)


def same_reference(found: Reference, gold: GoldReference) -> bool:
    """Whether two references are the same entry: by number, links by address."""
    if found.number is None and gold.number is None:
        return comparable(found.csl.get("URL")) == comparable((gold.csl or {}).get("URL"))
    return found.number == gold.number


def comparable(value: object) -> str | None:
    """Return a value of a CSL item as it is compared: folded, an address without its last slash.

    >>> comparable("https://a.example/x/") == comparable("https://a.example/x"), comparable([{"family": "Lind"}])
    (True, '[{"family": "lind"}]')
    """
    text = value if isinstance(value, str) or value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)
    folded = fold(text)
    return None if folded is None else folded.removesuffix("/") or None


def same_outlet(found: Outlet | None, gold: OutletFacts | None) -> bool:
    """Whether two outlets are the same: by domain where the gold gives one, else by name."""
    if found is None or gold is None:
        return found is None and gold is None
    return found.domain == gold["domain"] if gold.get("domain") else fold(found.name) == fold(gold.get("name"))


def score_document(found: Document | None, gold: GoldDocument, counts: Counts) -> None:
    """Score the facts of a document."""
    checks = {
        "kind": found is not None and found.kind == gold.kind,
        "title": found is not None and fold(found.title) == fold(gold.title),
        "outlet": found is not None and same_outlet(found.outlet, gold.outlet),
        "agency": found is not None and same_outlet(found.agency, gold.agency),
        "authors": found is not None and [fold(a) for a in found.authors] == [fold(a) for a in gold.authors],
        "published": found is not None and found.published == gold.published,
        "language": found is not None and found.language == gold.language,
    }
    for name, right in checks.items():
        counts[f"documents: {name}"].decide(right=right)
