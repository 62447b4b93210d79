"""The records of claimcite: what goes in, what a stage hands to the next, and what is exported.

The order of fields is the order of keys in the output. Unknown is ``None``, never a guess and never ``""``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypedDict

from claimcite.errors import QuarantineCode, Stage
from claimcite.spans import MappedText, Span

# --- what goes in ---------------------------------------------------------------------------------------------------

Markup = Literal["html", "mediawiki", "wikitext", "markdown", "plain"]


@dataclass(frozen=True, slots=True)
class Locator:
    """Where an input stands: ``path`` relative to the INPUT given, and the line or record in it."""

    path: str
    line: int | None = None
    record_id: str | None = None
    offset: int | None = None
    field: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """What the input says about itself beside its text (JSON Lines); None for what it does not say."""

    id: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    outlet: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    retrieved: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One undecoded unit of input, with its place. ``markup`` and ``charset`` are set where the container says what the text is."""

    path: str
    locator: Locator
    data: bytes
    sha256: str
    given: Given = Given()
    text: str | None = None
    markup: Markup | None = None
    charset: str | None = None
    warnings: tuple[Notice, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """One decoded unit of input: ``raw`` is what every alignment points into."""

    path: str
    locator: Locator
    sha256: str
    raw: str
    encoding: str
    given: Given
    markup: Markup | None
    warnings: tuple[Notice, ...] = ()

    @property
    def key(self) -> str | None:
        """The given id, else the given address, else None."""
        return self.given.id or self.given.url


# --- what cleaning hands on -----------------------------------------------------------------------------------------

BlockKind = Literal["paragraph", "caption", "infobox", "list", "table", "quote", "heading", "title"]
DropReason = Literal["navigation", "share", "related", "comment_form", "advert", "credit", "reference_list", "repeated", "markup"]
EvidenceFrom = Literal["given", "meta", "json_ld", "byline", "dateline", "caption", "credit", "url", "text"]


@dataclass(frozen=True, slots=True)
class Notice:
    """A warning on a document."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of ``Document.text`` of one kind. ``label`` is the label part of an infobox row, ``cells`` the cells of a table row."""

    kind: BlockKind
    span: Span
    level: int = 0
    label: Span | None = None
    cells: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkerSpan:
    """A citation marker in the text; ``key`` names the entry that it points to."""

    span: Span
    text: str
    key: str | None


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink of the text."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True)
class RawReference:
    """A reference as cleaning found it. ``fields`` are template parameters where the markup names them.

    ``cites`` are the keys of the entries that its own text cites (a note with a marker in it); ``full`` is the entry, as printed, of the
    work that a short footnote ("Roe 2020, p. 5") stands for.
    """

    key: str
    number: str | None
    text: str
    raw: Span | None
    fields: Mapping[str, str] | None = None
    url: str | None = None
    cites: tuple[str, ...] = ()
    full: str | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A candidate value for a field of the document, with what it was read from."""

    field: str
    value: str
    origin: EvidenceFrom
    text: str
    raw: Span | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that cleaning left out: ``text`` is its first 200 characters."""

    raw: Span | None
    reason: DropReason
    text: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean text with its way back to the raw input, and all that cleaning learnt on the way."""

    markup: Markup
    mapped: MappedText
    blocks: tuple[Block, ...]
    markers: tuple[MarkerSpan, ...] = ()
    links: tuple[Link, ...] = ()
    references: tuple[RawReference, ...] = ()
    facts: tuple[Fact, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    warnings: tuple[Notice, ...] = ()
    aggregate: tuple[str, ...] = ()
    languages: tuple[LanguageSpan, ...] = ()
    language: str | None = None

    @property
    def text(self) -> str:
        """The clean text."""
        return self.mapped.text


# --- parts of claims and mentions -----------------------------------------------------------------------------------

Comparator = Literal["=", "<", "<=", ">", ">="]
QuantityRole = Literal[
    "killed", "wounded", "casualties", "missing", "detained", "abducted", "displaced", "returned", "evacuated", "rescued",
    "infected", "age",
]  # fmt: skip
CountKind = Literal["incident", "cumulative"]
Change = Literal["from", "to", "by"]
DateType = Literal["DATE", "TIME", "DURATION", "SET"]
Granularity = Literal["century", "decade", "year", "season", "month", "week", "day", "part_of_day", "minute"]
AnchorKind = Literal["given", "published", "dateline", "caption", "text"]
DateRelation = Literal["at", "since", "until", "before", "after", "compared"]
PlaceRelation = Literal["in", "near", "from", "to"]
EntityLabel = Literal["PER", "ORG", "LOC"]
SourceKind = Literal["person", "people", "organisation", "state", "media", "document"]
Form = Literal["direct", "indirect", "mixed"]
Polarity = Literal["affirmed", "negated"]
Modality = Literal["asserted", "hedged", "possible", "future", "hypothetical", "demanded", "denied"]
Verification = Literal["unverified", "confirmed", "retracted"]
SignalKind = Literal["negation", "hedge", "modal", "future", "condition", "demand", "denial", "verification"]
EventType = Literal[
    "kill", "wound", "displace", "detain", "go_missing", "rescue", "disaster", "accident", "agree", "consult", "support",
    "concede", "cooperate", "aid", "retreat", "request", "accuse", "reject", "threaten", "protest", "sanction", "mobilize",
    "coerce", "assault",
]  # fmt: skip
ClaimBlock = Literal["paragraph", "caption", "infobox", "list", "table", "quote"]
MentionKind = Literal["entity", "quantity", "date", "attribution", "marker"]


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: ``id`` is its registrable domain where that is known."""

    id: str | None
    name: str | None
    domain: str | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as written, what it counts, and how far the text commits to it (design of MeasEval)."""

    id: str
    span: Span
    text: str
    low: Decimal | None
    high: Decimal | None
    value: Decimal | None
    comparator: Comparator
    approximate: bool
    vague: bool
    unit: str | None
    counted: str | None
    counted_head: str | None
    counted_kinds: tuple[str, ...]
    role: QuantityRole | None
    count: CountKind | None
    part_of: str | None
    change: Change | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a relative date was resolved against; ``date`` is EDTF."""

    kind: AnchorKind
    date: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Date:
    """A time expression as written (TIMEX3) and as resolved (EDTF); days are inclusive."""

    id: str
    span: Span
    text: str
    type: DateType
    timex3: str
    edtf: str | None
    earliest: str | None
    latest: str | None
    granularity: Granularity | None
    anchor: Anchor | None
    relation: DateRelation
    carried: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim happens."""

    id: str
    span: Span
    text: str
    name: str | None
    relation: PlaceRelation
    carried: bool


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention of a person, organisation or place; ``name`` is the full name that it goes by."""

    id: str
    span: Span
    text: str
    label: EntityLabel
    name: str | None


@dataclass(frozen=True, slots=True)
class Speaker:
    """The source of an attribution."""

    span: Span
    text: str
    name: str | None
    kind: SourceKind
    named: bool
    affiliation: str | None


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that attribute."""

    spans: tuple[Span, ...]
    text: str
    lemma: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom the source told it."""

    span: Span
    text: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content of one saying (PARC, PolNeAR); in claims, one hop of the chain."""

    id: str
    source: Speaker | None
    cue: Cue
    content: tuple[Span, ...]
    form: Form
    addressee: Addressee | None
    said: Date | None
    carried: bool


@dataclass(frozen=True, slots=True)
class MentionedAttribution:
    """An attribution among the mentions: with the raw ranges of its parts."""

    id: str
    source: Speaker | None
    cue: Cue
    content: tuple[Span, ...]
    form: Form
    addressee: Addressee | None
    said: Date | None
    carried: bool
    source_raw: Span | None
    cue_raw: tuple[Span, ...]
    content_raw: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """A citation marker and the reference that it points to; None for an orphan or ``[citation needed]``."""

    marker: str
    span: Span
    reference: str | None


@dataclass(frozen=True, slots=True)
class Predicate:
    """The word that predicates, verb, event noun or infobox label."""

    text: str
    lemma: str
    span: Span
    event_type: EventType | None


@dataclass(frozen=True, slots=True)
class Member:
    """One part of a coordinated participant."""

    span: Span
    text: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a participant is: "its jets" -> the army."""

    span: Span
    text: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Participant:
    """The agent or the patient of a claim."""

    span: Span
    text: str
    name: str | None
    owner: Owner | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Signal:
    """Words that decided polarity, modality or verification."""

    kind: SignalKind
    span: Span
    text: str


# --- the rows that are exported -------------------------------------------------------------------------------------

CslDate = TypedDict("CslDate", {"date-parts": list[list[int]]})


class CslName(TypedDict, total=False):
    """A name of a CSL-JSON item: ``family`` and ``given``, or ``literal``."""

    family: str
    given: str
    literal: str


CslItem = TypedDict(
    "CslItem",
    {
        "type": str,
        "title": str,
        "author": list[CslName],
        "editor": list[CslName],
        "container-title": str,
        "publisher": str,
        "issued": CslDate,
        "accessed": CslDate,
        "volume": str,
        "issue": str,
        "page": str,
        "URL": str,
        "DOI": str,
        "ISBN": str,
        "ISSN": str,
        "language": str,
    },
    total=False,
)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading's text, the stretch that it rules, and its level (1 is outermost)."""

    title: str
    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """A stretch of text and its language (BCP 47)."""

    span: Span
    language: str


#: What another source of the page says of the same field: where it stands, and the value that it would have given.
OtherRow = TypedDict("OtherRow", {"from": EvidenceFrom, "text": str, "raw": Span | None, "value": str})
EvidenceRow = TypedDict("EvidenceRow", {"from": EvidenceFrom, "text": str, "raw": Span | None, "others": tuple[OtherRow, ...]})


@dataclass(frozen=True, slots=True)
class Document:
    """One line of ``documents.jsonl``."""

    id: str
    input_id: str | None
    locator: Locator
    path: str
    also_at: tuple[str, ...]
    sha256: str
    media_type: str
    encoding: str
    url: str | None
    retrieved: str | None
    kind: Literal["news", "encyclopedia", "aggregate", "other"]
    title: str | None
    outlet: Outlet | None
    agency: Outlet | None
    authors: tuple[str, ...]
    published: str | None
    modified: str | None
    language: str | None
    languages: tuple[LanguageSpan, ...]
    text: str
    alignment: tuple[tuple[int, int, int], ...]
    sections: tuple[Section, ...]
    dropped: tuple[Dropped, ...]
    evidence: Mapping[str, EvidenceRow]
    status: Literal["ok", "degraded", "no_text", "unsupported_language"]
    warnings: tuple[Notice, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """One line of ``references.jsonl``."""

    id: str
    document: str
    number: str | None
    text: str
    raw: Span | None
    csl: CslItem
    outlet: Outlet | None
    archived: str | None
    archive_url: str | None
    cited: int
    status: Literal["parsed", "empty", "unparsed"]


@dataclass(frozen=True, slots=True)
class Claim:
    """One line of ``claims.jsonl``: a checkable predication with all its roles.

    ``confidence`` is how probable it is that a careful reader finds all of it right; None where the pipeline was not calibrated.
    """

    id: str
    document: str
    span: Span
    text: str
    sentence: Span
    sentence_text: str
    raw: Span | None
    raw_reason: str | None
    section: tuple[str, ...]
    block: ClaimBlock
    predicate: Predicate
    agent: Participant | None
    patient: Participant | None
    polarity: Polarity
    modality: Modality
    verification: Verification | None
    signals: tuple[Signal, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[Date, ...]
    places: tuple[Place, ...]
    entities: tuple[Entity, ...]
    attribution: tuple[Attribution, ...]
    citations: tuple[Marker, ...]
    outlet: Outlet | None
    agency: Outlet | None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """One line of ``mentions.jsonl``: ``kind`` names the one object that is not None."""

    id: str
    document: str
    kind: MentionKind
    span: Span
    text: str
    raw: Span | None
    raw_reason: str | None
    sentence: Span | None
    entity: Entity | None = None
    quantity: Quantity | None = None
    date: Date | None = None
    attribution: MentionedAttribution | None = None
    marker: Marker | None = None


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One line of ``quarantine.jsonl``: what could not be processed, and why."""

    document: str | None
    locator: Locator
    path: str
    sha256: str | None
    stage: Stage
    code: QuarantineCode
    message: str
    limit: int | None


@dataclass(frozen=True, slots=True)
class Rejected:
    """A claim candidate that was dropped, for ``claimcite explain``."""

    span: Span
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """All that came of one input: a document with its rows, or a quarantine row.

    ``features`` is what the confidence of each claim was reckoned from, by the claim's id, for ``claimcite explain``.
    """

    document: Document | None
    references: tuple[Reference, ...] = ()
    claims: tuple[Claim, ...] = ()
    mentions: tuple[Mention, ...] = ()
    quarantined: Quarantined | None = None
    rejected: tuple[Rejected, ...] = ()
    seconds: Mapping[Stage, float] = field(default_factory=dict)
    features: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
