"""Where the names of a Chinese text stand, said by a small neural tagger beside the rules.

`Recogniser` reads sentences with LAC (Jiao, Sun & Sun 2018, "Chinese Lexical Analysis with Deep
Bi-GRU-CRF Network"); `TermFinder` gives what it says to the rules of `zhaiyi.terminology`, which
work alone where it is not installed.
"""

from zhaiyi.recognition.finder import TermFinder, installed_recogniser
from zhaiyi.recognition.lac import Recogniser

__all__ = ["Recogniser", "TermFinder", "installed_recogniser"]
