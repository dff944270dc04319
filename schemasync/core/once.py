"""Compute a look-up over a context at its first use, and keep it in the context."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Protocol, TypeVar, cast

Result = TypeVar("Result")


class CachingContext(Protocol):
    """Values that do not change, and the results of the functions that were computed from them."""

    @property
    def cache(self) -> dict[Any, object]:
        """Function → its result."""


Context = TypeVar("Context", bound=CachingContext)


def once_per_context(function: Callable[[Context], Result]) -> Callable[[Context], Result]:
    """Compute a function of a context at its first use, and cache its result there."""

    @functools.wraps(function)
    def cached(context: Context) -> Result:
        if function not in context.cache:
            context.cache[function] = function(context)
        return cast("Result", context.cache[function])

    return cached
