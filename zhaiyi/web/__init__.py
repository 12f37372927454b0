"""The page: `serve` starts it. Gradio is loaded only then.

limits     what the page allows, by setting
jobs       work in threads, known by token; parking, forgetting, places in line
service    what a visitor may ask for, as work for the jobs
share      who gives way where too much is kept
uploads    files that visitors send, within bounds
hosts      who may call the server, by name and origin
sign_in    who may use a page that is not for everybody
stopping   how a served page comes to its end
samples    the articles that the page offers, with their stored briefs
paint      how a job is shown, as plain values
actions    what happens when a visitor does something
page       what stands where
api        the public endpoints
arguments  what a program may ask of them, each value looked at
server     the app, its routes and its policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

if TYPE_CHECKING:
    from zhaiyi.core.settings import Settings
    from zhaiyi.web.limits import Serving


def serve(settings: Settings, **how: Unpack[Serving]) -> None:
    """Serves the page until Ctrl-C or SIGTERM; articles at work are finished first.

    Raises `UsageError` for a taken port or an unknown model, `MissingPackage` without Gradio.
    """
    from zhaiyi.core.errors import require
    from zhaiyi.core.logs import shown

    require("gradio", "zhaiyi[web]", "the page")
    from zhaiyi.web.server import serve as start
    from zhaiyi.web.server import tell

    with shown(settings.log_level, tell):
        start(settings, **how)
