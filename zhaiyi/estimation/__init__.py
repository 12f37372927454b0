"""How sure a translation is: an estimate for each sentence, from whatever signals there are.

`Estimator` reads source and target with an encoder, `features` adds what checks and translator
know, `curves` turns all of it into the chance that an editor would leave the sentence as it is.
"""

from zhaiyi.estimation.base import Estimate, Evidence, Reading
from zhaiyi.estimation.curves import Curves, load_curves
from zhaiyi.estimation.estimator import Estimator, PairReader

__all__ = ["Curves", "Estimate", "Estimator", "Evidence", "PairReader", "Reading", "load_curves"]
