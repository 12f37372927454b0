"""Nodes that both graphs of OpenVINO are made with: the translator's and the estimator's."""

from __future__ import annotations

from typing import Any

import numpy as np


def named(parameter: Any, name: str) -> Any:
    """An input of the graph, called `name`."""
    parameter.set_friendly_name(name)
    parameter.output(0).get_tensor().set_names({name})
    return parameter


def ints(op: Any, *values: int) -> Any:
    """A constant of whole numbers: a shape, an order of axes, a place."""
    return op.constant(np.array(values, np.int64))
