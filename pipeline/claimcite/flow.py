"""The order of stages: one input in, a document with all its rows out, or a quarantine row."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import msgspec

from claimcite import rows
from claimcite.annotate import annotate
from claimcite.claims import find_claims
from claimcite.claims.confidence import features_of, with_confidence
from claimcite.clean import clean
from claimcite.config import Config
from claimcite.errors import DocumentError, Stage
from claimcite.identity import Counter, document_id, refusal
from claimcite.kept import Kept
from claimcite.lexicon import Lexicon
from claimcite.link.citations import build_scopes, citations_of, count_cited, markers_of
from claimcite.link.facts import DocumentFacts, document_facts
from claimcite.link.references import link_references, reference_ids
from claimcite.parse import Model, parse
from claimcite.read import decode
from claimcite.records import Anchor, Claim, Cleaned, Record, Result, Source


def process(record: Record, *, model: Model, lexicon: Lexicon, config: Config, kept: Kept | None = None) -> Result:
    """Take one input through every stage. Never raises: what cannot be processed comes back as a quarantine row.

    ``kept`` is what an earlier run left of this document; it gains what this one makes.
    """
    clock = Clock()
    try:
        with clock.stage("read"):
            source = decode(record, config)
        return stages(source, clock, kept, model=model, lexicon=lexicon, config=config)
    except DocumentError as exc:
        refused = refusal(record, exc.stage, exc.code, exc.message, exc.limit)
    except MemoryError:
        refused = refusal(record, clock.current, "memory", "it needs more memory than a document may take", config.max_memory)
    except Exception as exc:  # one bad document never stops the others
        refused = refusal(record, clock.current, "internal", f"{type(exc).__name__}: {exc}"[:500])
    return Result(None, quarantined=refused, seconds=dict(clock.seconds))


def stages(source: Source, clock: Clock, kept: Kept | None, *, model: Model, lexicon: Lexicon, config: Config) -> Result:
    """Clean, parse, annotate, claim, link: in this order."""
    document = document_id(source.key, source.sha256)
    with clock.stage("clean"):
        cleaned = clean(source, lexicon, config) if kept is None else recalled(kept, source, lexicon, config)
        facts = document_facts(cleaned, source, lexicon)
        aggregate = facts.kind == "aggregate"
    with clock.stage("parse"):
        parsed = parse(cleaned, model, config, kept)
    with clock.stage("annotate"):
        found = annotate(parsed, lexicon, document_date=anchor(facts), aggregate=aggregate)
        found = rows.with_ids(found, parsed, document)
    with clock.stage("claims"):
        claims, rejected = find_claims(parsed, found, lexicon, document=document, aggregate=aggregate)
        features = features_of(claims, parsed)
        claims = with_confidence(claims, features, lexicon.calibration.of(model.digest))
    with clock.stage("link"):
        references = link_references(cleaned, document, lexicon, cited=count_cited(cleaned), own_domain=facts.own_domain)
        keys = reference_ids(cleaned, references)
        scopes = build_scopes(cleaned, [s.span for s in parsed.sentences], [c.predicate.span for c in claims])
        ids = Counter(document)

        def linked(claim: Claim) -> Claim:
            raw, reason = rows.raw_of(claim.span, cleaned)
            return replace(claim, id=rows.claim_id(claim, ids), raw=raw, raw_reason=reason, outlet=facts.outlet, agency=facts.agency,
                           citations=citations_of(claim, scopes, keys))  # fmt: skip

        mentions = rows.mentions(found, cleaned, parsed, markers_of(cleaned, keys), document)
        row = rows.document_row(source, cleaned, facts, config)
        claims = tuple(map(linked, claims))
    return Result(row, references, claims, mentions, None, rejected, dict(clock.seconds), dict(zip([c.id for c in claims], features, strict=False)))


def recalled(kept: Kept, source: Source, lexicon: Lexicon, config: Config) -> Cleaned:
    """Return the cleaned text: as it was kept, else as it is made now."""
    key = kept.key("clean", msgspec.msgpack.encode(source))
    if (made := kept.recall(key)) is not None:
        return msgspec.msgpack.decode(made, type=Cleaned)
    cleaned = clean(source, lexicon, config)
    kept.keep(key, msgspec.msgpack.encode(cleaned))
    return cleaned


def anchor(facts: DocumentFacts) -> Anchor | None:
    """Return the day that relative dates count from, with what it was read from."""
    if facts.published is None or len(facts.published) < len("2020-10-26") or "/" in facts.published:
        return None
    origin = facts.evidence["published"]["from"] if "published" in facts.evidence else "meta"
    return Anchor("given" if origin == "given" else "dateline" if origin == "dateline" else "published", facts.published[:10], None)


class Clock:
    """Seconds of each stage, for ``run.json`` alone."""

    def __init__(self) -> None:
        self.seconds: dict[Stage, float] = {}
        self.current: Stage = "read"

    @contextmanager
    def stage(self, name: Stage) -> Iterator[None]:
        """Time what happens inside."""
        self.current = name
        start = time.perf_counter()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - start
