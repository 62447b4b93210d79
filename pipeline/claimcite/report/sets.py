"""All that ``claimcite evaluate`` scores beside the samples: our own files, and the public gold sets.

Add a set: a module with a function that gives ``Scores``, and one line here.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from claimcite.config import Config
from claimcite.lexicon import Lexicon
from claimcite.model import scores as of_model
from claimcite.parse import Model
from claimcite.report.attribution_sets import evaluate_attributions
from claimcite.report.body_sets import evaluate_body
from claimcite.report.counted import evaluate_counted
from claimcite.report.date_sets import evaluate_dates
from claimcite.report.event_sets import evaluate_events
from claimcite.report.event_type_sets import evaluate_event_types
from claimcite.report.flat_sets import evaluate_flattened
from claimcite.report.marker_sets import evaluate_markers
from claimcite.report.page_sets import evaluate_pages
from claimcite.report.quantity_sets import evaluate_quantities
from claimcite.report.reference_sets import evaluate_references
from claimcite.report.relation_sets import evaluate_relations
from claimcite.report.scores import Scores


def evaluate_own_files(gold: Path, model: Model, lexicon: Lexicon, config: Config) -> Scores:
    """Score what the folder of our own gold holds beside the samples: sentences for the model, sentences on counted nouns."""
    scores = Scores(())
    if (own := gold / "sentences.conllu").exists():
        scores += of_model.evaluate_own(model.nlp, own)
    if (counted := gold / "counted.jsonl").exists():
        scores += evaluate_counted(model, lexicon, config, counted)
    return scores


def evaluate_public(folder: Path, gold: Path, model: Model, lexicon: Lexicon, config: Config) -> tuple[Scores, of_model.Speed]:
    """Score every public set in ``folder``, unpacked or as ``.tar.xz``, and time the model; for ``gold`` see ``evaluate_sets``."""
    with tempfile.TemporaryDirectory() as temporary:
        sets = of_model.unpacked(folder, Path(temporary))
        speed = of_model.measure_speed(model.nlp, of_model.news_texts(sets))
        return evaluate_sets(sets, gold, model, lexicon, config), speed


def evaluate_sets(sets: Path, gold: Path, model: Model, lexicon: Lexicon, config: Config) -> Scores:
    """Score every public set in the unpacked folder ``sets``; a set that is not there gives no rows.

    ``gold`` holds our notes on their pages; the codes of event types lie in ``events`` beside it.
    """
    scores = of_model.evaluate_sets(model.nlp, sets)
    scores += evaluate_quantities(model, lexicon, config, sets)
    scores += evaluate_dates(model, lexicon, sets)
    for of_claims in (evaluate_attributions, evaluate_events, evaluate_relations):
        scores += of_claims(model, lexicon, config, sets)
    scores += evaluate_event_types(model, lexicon, config, sets, gold.parent / "events")
    for of_documents in (evaluate_body, evaluate_flattened, evaluate_references, evaluate_markers):
        scores += of_documents(lexicon, config, sets)
    if (pages := gold / "pages.jsonl").exists():
        scores += evaluate_pages(lexicon, config, sets, pages)
    return scores
