"""What a monitor asks a server: is it alive, can it work, how much is it doing.

``zhaiyi/health`` answers while the process can; ``zhaiyi/readiness`` with 503 until the model is
loaded, so that a balancer sends nobody here; ``zhaiyi/metrics`` in the text form of Prometheus.
Nothing of an article or of a visitor is in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from zhaiyi.core.document import LEVELS
from zhaiyi.core.errors import MissingPackage, ModelError
from zhaiyi.web.routes import NO_STORE
from zhaiyi.web.service import Service


@dataclass(frozen=True, slots=True)
class Signs:
    """The routes of one service."""

    service: Service

    def all(self) -> list[Route]:
        """To be mounted beside the page's own routes."""
        return [
            Route("/zhaiyi/health", self.health),
            Route("/zhaiyi/readiness", self.readiness),
            Route("/zhaiyi/metrics", self.metrics),
        ]

    async def health(self, request: Request) -> Response:
        """``GET zhaiyi/health``: 200."""
        return PlainTextResponse("ok\n", headers=NO_STORE)

    async def readiness(self, request: Request) -> Response:
        """``GET zhaiyi/readiness``: 200 once the model is loaded, before that 503 and why."""
        service = self.service
        if service.ready:
            return PlainTextResponse("ready\n", headers=NO_STORE)
        words = service.trouble or service.preparing or "The model is being loaded."
        return PlainTextResponse(f"{words}\n", 503, headers=NO_STORE)

    async def metrics(self, request: Request) -> Response:
        """``GET zhaiyi/metrics``; 501 where prometheus-client is not installed."""
        try:
            text = await run_in_threadpool(exposition, self.service)
        except MissingPackage as error:
            return PlainTextResponse(f"{error}\n", 501, headers=NO_STORE)
        kind = "text/plain; version=0.0.4; charset=utf-8"
        return Response(text, headers={**NO_STORE, "content-type": kind})


def exposition(service: Service) -> bytes:
    """The metrics of a service now. Raises `MissingPackage`."""
    try:
        from prometheus_client import CollectorRegistry, generate_latest
    except ImportError as error:
        raise MissingPackage("zhaiyi[metrics]", "zhaiyi/metrics") from error
    registry = CollectorRegistry()
    collector: Any = _Collector(service)
    registry.register(collector)
    return bytes(generate_latest(registry))


class _Collector:
    """Reads the figures when they are asked for: nothing is counted on the way."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def collect(self) -> Iterator[Any]:
        from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

        census = self._service.jobs.census()
        jobs = GaugeMetricFamily("zhaiyi_jobs", "Jobs of the page.", labels=["state"])
        for state in ("running", "waiting", "kept"):
            jobs.add_metric([state], getattr(census, state))
        yield jobs
        ready = float(self._service.ready)
        yield GaugeMetricFamily("zhaiyi_ready", "Whether the model is loaded.", value=ready)
        speed = self._service.jobs.rate() or 0.0
        about = "Characters of source a second, over all jobs so far."
        yield GaugeMetricFamily("zhaiyi_characters_per_second", about, value=speed)
        tokens = CounterMetricFamily("zhaiyi_tokens", "Tokens of the translator.", labels=["side"])
        for side, count in self._tokens().items():
            tokens.add_metric([side], count)
        yield tokens
        about = "Sentences of the results that are kept, by how sure they are."
        sentences = GaugeMetricFamily("zhaiyi_kept_sentences", about, labels=["level"])
        levels = Counter(each for brief in census.briefs for each in _levels(brief))
        for level in (*LEVELS, "unknown"):
            sentences.add_metric([level], levels[level])
        yield sentences

    def _tokens(self) -> dict[str, int]:
        try:
            stats = self._service.translator_stats()
        except ModelError:
            return {}
        return {"prompt": stats.prompt_tokens, "output": stats.output_tokens}


def _levels(brief: Any) -> Iterator[str]:
    for translation in brief.translations:
        yield translation.level or "unknown"
