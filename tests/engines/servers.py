"""Servers for the tests of `openai_api`: llama.cpp's own, and one that answers by script."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.tiny import TinyModel, make_tiny


@dataclass
class Answer:
    """`body` is sent as JSON unless it is bytes; None cuts the connection after half a header.
    `gate` holds the answer back, for so long that only a fault lets it go."""

    body: Any
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    gate: threading.Event | None = None


def said(text: str, finish: str = "stop") -> Answer:
    """A chat completion."""
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": finish}
    usage = {"prompt_tokens": 7, "completion_tokens": 3}
    return Answer({"choices": [choice], "usage": usage})


class ScriptedServer:
    """`answer(path, body)` makes each answer; `asked` keeps what came, with its headers."""

    def __init__(self, answer: Callable[[str, Any], Answer]) -> None:
        self.answer = answer
        self.asked: list[tuple[str, Any, dict[str, str]]] = []
        self.busy = self.most_busy = 0
        self._lock = threading.Lock()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"

    def take(self, path: str, body: Any, headers: dict[str, str]) -> Answer:
        with self._lock:
            self.asked.append((path, body, headers))
            self.busy += 1
            self.most_busy = max(self.most_busy, self.busy)
        try:
            answer = self.answer(path, body)
            if answer.gate is not None:
                answer.gate.wait(200)
            return answer
        finally:
            with self._lock:
                self.busy -= 1

    def _handler(outer) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self._reply(outer.take(self.path, None, dict(self.headers)))

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                body = json.loads(self.rfile.read(length))
                self._reply(outer.take(self.path, body, dict(self.headers)))

            def _reply(self, answer: Answer) -> None:
                try:
                    if answer.body is None:
                        self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Len")
                        self.close_connection = True
                        return
                    raw = answer.body
                    data = raw if isinstance(raw, bytes) else json.dumps(raw).encode()
                    self.send_response(answer.status)
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(data)))
                    self.end_headers()
                    self.wfile.write(data)
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True

            def log_message(self, *_: Any) -> None:
                pass

        return Handler

    @contextmanager
    def running(self) -> Iterator[ScriptedServer]:
        thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._http.shutdown()
            self._http.server_close()
            thread.join()


@contextmanager
def llama_server(folder: Path, make: Callable[[Path], TinyModel] = make_tiny) -> Iterator[str]:
    """llama.cpp's server on a tiny Qwen2 made in `folder`; its address, with ``/v1``."""
    import xllamacpp

    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(make(folder).gguf)
    parameters.n_ctx, parameters.n_parallel = 2048, 4
    parameters.n_gpu_layers, parameters.port, parameters.verbosity = 0, 0, -1
    parameters.cpuparams.n_threads = 1
    parameters.warmup = False
    server = xllamacpp.Server(parameters)
    try:
        yield f"{server.listening_address}/v1"
    finally:
        del server
