"""Checks and estimator over a translation from anywhere: pairs in, what is doubtful out."""

from zhaiyi.examine.asked import Opinion
from zhaiyi.examine.judge import Examined, examine
from zhaiyi.examine.pairs import Pair, read_pairs
from zhaiyi.examine.show import FORMATS, record

__all__ = ["FORMATS", "Examined", "Opinion", "Pair", "examine", "read_pairs", "record"]
