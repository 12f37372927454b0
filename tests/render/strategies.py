"""Briefs of any text, for the properties that every format keeps."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from tests.briefs import ATTACKS, make_article
from zhaiyi.core.document import (
    Brief,
    Finding,
    Headline,
    Highlights,
    Provenance,
    Run,
    Span,
    SummarySentence,
    Term,
    TermOrigin,
    Translation,
)

texts = st.one_of(
    st.text(max_size=20),
    st.sampled_from(ATTACKS),
    st.text(alphabet="<>&\"'`${}[]()!|*_#-\\\x00\x1b\u2028\u202e\ud800汕头a \n", max_size=30),
)
_spans = st.none() | st.builds(Span, st.integers(0, 30), st.integers(0, 30))
_findings = st.lists(
    st.builds(Finding, texts, st.sampled_from(["info", "warning", "error"]), texts, _spans, _spans),
    max_size=2,
).map(tuple)
_terms = st.lists(
    st.builds(
        Term,
        texts,
        texts,
        st.sampled_from(get_args(TermOrigin)),
        pinyin=texts,
        aliases=st.lists(texts, max_size=2).map(tuple),
        forbidden=st.lists(texts, max_size=2).map(tuple),
        hits=st.integers(0, 3),
        misses=st.integers(0, 3),
    ),
    max_size=2,
).map(tuple)
_kinds = st.sampled_from(
    ["title", "subhead", "dateline", "lede", "body", "caption", "byline", "source", "boilerplate"]
)


@st.composite
def briefs(draw: st.DrawFn) -> Brief:
    """A well-formed brief: shapes and ids are right, every text is anything."""
    sentences = draw(st.lists(st.tuples(_kinds, st.integers(0, 2), texts), min_size=1, max_size=4))
    last = len(sentences) - 1
    ids = st.integers(0, last)
    repeats = draw(st.dictionaries(st.just(last), st.just(0), max_size=1)) if last else {}
    article = make_article(sentences, repeats=repeats, name=draw(texts), title=draw(texts))
    key = tuple(sorted(draw(st.sets(ids))))
    return Brief(
        article=article,
        highlights=Highlights(
            tuple(draw(st.floats(0, 1)) for _ in sentences), key, tuple((i,) for i in key)
        ),
        headline=Headline(draw(texts), tuple(draw(st.sets(ids))), draw(_findings)),
        translations=tuple(
            Translation(
                i,
                draw(texts),
                draw(st.sampled_from(["ok", "repaired", "flagged", "failed", "edited"])),
                draw(_findings),
            )
            for i in sorted(draw(st.sets(ids)))
        ),
        summary=tuple(
            SummarySentence(
                draw(texts),
                (i,),
                draw(st.floats(0, 1)),
                draw(st.sampled_from(["ok", "repaired", "replaced", "flagged"])),
                draw(_findings),
            )
            for i in key[:2]
        ),
        terms=draw(_terms),
        provenance=Provenance(
            draw(texts),
            draw(texts),
            draw(texts),
            draw(st.dictionaries(texts, texts, max_size=2)),
            draw(texts),
            draw(st.dictionaries(texts, texts | st.booleans() | st.integers(), max_size=2)),
        ),
        run=Run(
            draw(texts),
            draw(st.dictionaries(texts, st.floats(0, 99), max_size=2)),
            draw(st.dictionaries(texts, st.integers(0, 99), max_size=2)),
            draw(texts),
            draw(st.booleans()),
        ),
    )
