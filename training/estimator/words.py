"""Words that, put for one another, turn what a sentence says into something else."""

from __future__ import annotations

_PAIRS = """
increase decrease|increased decreased|increases decreases|increasing decreasing|rise fall|rose fell
rises falls|rising falling|risen fallen|up down|growth decline|grew shrank|higher lower|high low
more fewer|more less|most least|above below|over under|inside outside|in outside|into out of
within outside|home away|at home=away|in court=out of court|domestic foreign|north south
northern southern|east west|eastern western|northeast southwest|northwest southeast|left right
first last|first second|former latter|former current|before after|earlier later|early late
win lose|won lost|victory defeat|winner loser|buy sell|bought sold|buyer seller|import export
imports exports|imported exported|open closed|opened closed|opening closing|begin end|began ended
start finish|started stopped|support oppose|supported opposed|agree disagree|agreed refused
accept reject|accepted rejected|allow forbid|allowed forbade|approve reject|approved rejected
male female|man woman|men women|he she|his her|father mother|son daughter|brother sister
husband wife|king queen|boy girl|boys girls|old new|older younger|young old|big small|large small
largest smallest|long short|strong weak|fast slow|good bad|better worse|best worst|positive negative
success failure|successful unsuccessful|easy difficult|safe dangerous|public private|rich poor
urban rural|city village|legal illegal|many few|all some|all none|always never|often rarely
everyone no one|both neither|with without|including excluding|except including|for against
can cannot|will will not|is is not|are are not|was was not|were were not|has has not|have have not
should should not|may must|must may|if unless|because although|minister deputy minister
president vice president|mayor deputy mayor|director deputy director|chairman vice chairman
secretary deputy secretary|premier deputy premier|province city|county province|city county
district province|country city|government company|company government|party government
million billion|billion million|million thousand|thousand million|trillion billion|hundred thousand
day week|days weeks|week month|weeks months|month year|months years|year month|years months
hours days|minutes hours|kilometers meters|kilometres metres|yuan US dollars|dollars yuan
percent percentage points|half quarter|double triple|twice three times|one-third two-thirds
injured killed|killed injured|dead injured|died was born|born died|arrested released
sent received|gave took|give take|given taken|lent borrowed|teacher student|teachers students
doctor patient|doctors patients|employer employee|attack defend|attacked defended|war peace
enter leave|entered left|arrive leave|arrived left|join leave|joined left|remember forget
increase in decrease in|less than more than|more than less than|at least at most|at most at least
no longer=still|not yet=already|today yesterday|yesterday tomorrow
morning evening|spring autumn|summer winter|land sea|river mountain|school hospital|hospital school
university company|army police|police army|film book|book song|song film|coach player|player coach
Chinese Japanese|Chinese American|China Japan|American Chinese|Russian German|British French
"""

OPPOSITES: dict[str, list[str]] = {}
"""What a word may be exchanged for, both ways. "=" parts the sides where lengths do not tell."""


def _sides(pair: str) -> tuple[str, str]:
    if "=" in pair:
        left, right = pair.split("=")
        return left, right
    words = pair.split()
    cut = len(words) // 2
    return " ".join(words[:cut]), " ".join(words[cut:])


for _pair in _PAIRS.strip().replace("\n", "|").split("|"):
    _left, _right = _sides(_pair)
    OPPOSITES.setdefault(_left, []).append(_right)
    OPPOSITES.setdefault(_right, []).append(_left)

COUNTS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "fifty",
]
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]

THINGS = [
    f"the {a} {b}"
    for a in [
        "white",
        "black",
        "golden",
        "red",
        "silver",
        "platinum",
        "old",
        "great",
        "green",
        "northern",
        "eastern",
        "wooden",
    ]
    for b in [
        "sea",
        "mountain",
        "river",
        "forest",
        "gate",
        "bridge",
        "stone",
        "lake",
        "island",
        "dragon",
        "horse",
        "pine",
    ]
]

_SMALL = """
the a an of in on at to for and or but with by from as is are was were be been has have had it its
this that these those he she they we i you his her their our who which will would can could may
not no also than then there said says into about after before over under more most all some
"""
SMALL = frozenset(_SMALL.split())
"""Words without a meaning of their own, which are never exchanged."""
