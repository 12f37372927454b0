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
server     the app, its routes and its policy
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhaiyi.core.settings import Settings


def serve(
    settings: Settings,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    model: str | None = None,
    fetch: bool = False,
    hosts: str | None = None,
    browser: bool = False,
    allow_private: bool = False,
    workers: int | None = None,
) -> None:
    """Serves the page until Ctrl-C or SIGTERM; articles at work are finished first. With `fetch` it
    gets a missing model before. `hosts` are names that it answers to, in the form of
    ZHAIYI_WEB_HOSTS. `browser` opens the page in one, where there is a screen; `allow_private` lets
    addresses lead into this network. `workers` articles share the engine at once.

    Raises `UsageError` for a taken port or an unknown model, `MissingPackage` without Gradio.
    """
    from zhaiyi.core.errors import require
    from zhaiyi.core.logs import shown

    require("gradio", "zhaiyi[web]", "the page")
    from zhaiyi.web.server import serve as start
    from zhaiyi.web.server import tell

    with shown(settings.log_level, tell):
        start(
            settings,
            host=host,
            port=port,
            model=model,
            fetch=fetch,
            hosts=hosts,
            browser=browser,
            allow_private=allow_private,
            workers=workers,
        )
