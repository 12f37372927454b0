"""Everything that Zhaiyi raises on purpose.

    ZhaiyiError               one line for the user: what went wrong, and the remedy
    ├── UsageError            the call itself is wrong (unknown option value, bad setting)
    ├── InputError            an input cannot be used
    │   ├── UnreadableInput   not there, empty, binary, damaged, wrong encoding, over a limit
    │   └── NotChinese        the text is in another language
    ├── ModelError            a model cannot be used
    │   ├── ModelMissing      nothing is installed; says the command that fetches it
    │   ├── ModelDamaged      a file does not match its checksum
    │   └── FetchFailed       every source of a model file failed
    ├── EngineError           an engine broke while it worked
    ├── MemoryFailed          the translation memory cannot be opened, read or written
    └── MissingPackage        an optional package is needed; says the install line

A message is one line, names the input and the remedy, and is safe to print as it is.
The command line maps each class to an exit code through `exit_code`; nothing else does.
"""

from __future__ import annotations


class ZhaiyiError(Exception):
    """Base of the tree. `exit_code` is what the command line leaves with.

    `cli` is the part of the message that only a user of the command line can follow (an option, a
    setting, a command): `str` ends with it. `bare` is the message without it, for a surface that
    has remedies of its own.
    """

    exit_code = 1

    def __init__(self, message: str = "", cli: str = "") -> None:
        super().__init__(f"{message}{cli}")
        self.bare = message


class UsageError(ZhaiyiError):
    exit_code = 2


class InputError(ZhaiyiError):
    exit_code = 2


class UnreadableInput(InputError):
    pass


class NotChinese(InputError):
    pass


class ModelError(ZhaiyiError):
    exit_code = 3


class ModelMissing(ModelError):
    pass


class ModelDamaged(ModelError):
    pass


class FetchFailed(ModelError):
    pass


class EngineError(ZhaiyiError):
    pass


class MemoryFailed(ZhaiyiError):
    pass


class MissingPackage(ZhaiyiError):
    """An optional package is not installed. The message ends with the line that installs it."""

    exit_code = 2

    def __init__(self, package: str, needed_for: str) -> None:
        super().__init__(f"{needed_for} needs the package {package}: pip install {package}")
        self.package = package


ENDS_A_BATCH = (UsageError, ModelError, MissingPackage)
"""What is wrong with every article alike. Any other error sets its own article aside."""


def of_article(name: str, error: Exception) -> ZhaiyiError:
    """The error that sets an article aside. One that nobody raised on purpose is told as a fault of
    the program, with the name of the article."""
    if isinstance(error, ZhaiyiError):
        return error
    words = f"a fault in Zhaiyi itself: {type(error).__name__}: {error}"
    return ZhaiyiError(f"{name}: {words}")


def require(module: str, package: str, needed_for: str) -> None:
    """Raises `MissingPackage` where `module` is not installed; it is not imported."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise MissingPackage(package, needed_for)
