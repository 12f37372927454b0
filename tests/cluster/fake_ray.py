"""A stand-in for Ray in one thread: actors make their partitions when they are waited for, or die
as they are told to. What `Pool` asks of Ray, and no more."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any


class RayError(Exception):
    pass


class RayTaskError(RayError):
    def __init__(self, cause: BaseException) -> None:
        super().__init__(str(cause))
        self.cause = cause


class Ref:
    def __init__(self, actor: Actor, call: Callable[[], Any], subject: Any) -> None:
        self.actor, self.call, self.subject = actor, call, subject


class Actor:
    """`dies` is asked before each call whether the actor dies over it, with the call's argument."""

    def __init__(self, made: Any) -> None:
        self.made, self.alive = made, True

    def __getattr__(self, name: str) -> Any:
        def remote(*arguments: Any) -> Ref:
            call = getattr(self.made, name)
            return Ref(self, lambda: call(*arguments), arguments[0] if arguments else None)

        return SimpleNamespace(remote=remote)


class FakeRay:
    """`made` stands for the class of the actors; `dies(subject)` says who dies over what; `order`
    chooses which of the waiting calls ends next."""

    exceptions = SimpleNamespace(RayError=RayError, RayTaskError=RayTaskError)

    def __init__(
        self,
        made: Callable[[], Any],
        dies: Callable[[Any], bool] = lambda subject: False,
        order: Callable[[int], int] = lambda n: 0,
        machines: int = 2,
    ) -> None:
        self._made, self._dies, self._order = made, dies, order
        self.machines = machines
        self.most_waiting = 0
        self.actors: list[Actor] = []

    def is_initialized(self) -> bool:
        return True

    def nodes(self) -> list[dict[str, Any]]:
        return [{"Alive": True, "Resources": {"CPU": 2.0}} for _ in range(self.machines)]

    def remote(self, _: type) -> Any:
        def make(*arguments: Any) -> Actor:
            self.actors.append(Actor(self._made()))
            return self.actors[-1]

        return SimpleNamespace(options=lambda **_: SimpleNamespace(remote=make))

    def wait(self, refs: list[Ref], **_: Any) -> tuple[list[Ref], list[Ref]]:
        self.most_waiting = max(self.most_waiting, len(refs))
        return [refs[self._order(len(refs))]], []

    def get(self, ref: Ref) -> Any:
        if not ref.actor.alive or self._dies(ref.subject):
            ref.actor.alive = False
            raise RayError("the actor died")
        try:
            return ref.call()
        except Exception as error:
            raise RayTaskError(error) from error

    def kill(self, actor: Actor) -> None:
        actor.alive = False
