"""How good the translations are: ours and those of other systems, on the same sentences.

A table of sentences with references (and stored outputs of other systems) is scored: BLEU and chrF
against the reference with a paired bootstrap, and against the source, without any reference, what a
reader depends on: quantities, names, Chinese left over, and what the checks flag. Our own outputs
are kept line by line, so that an interrupted run goes on where it stopped. Where a reader has
marked outputs, it is told what their confidence is worth.
"""

from zhaiyi.evaluate.marks import read_marks
from zhaiyi.evaluate.outputs import KeptOutputs, Output, translate_missing
from zhaiyi.evaluate.report import OWN, Marked, Report, Row, evaluate
from zhaiyi.evaluate.table import Line, Table, read_table, sample

__all__ = [
    "OWN",
    "KeptOutputs",
    "Line",
    "Marked",
    "Output",
    "Report",
    "Row",
    "Table",
    "evaluate",
    "read_marks",
    "read_table",
    "sample",
    "translate_missing",
]
