"""Searches carried out in a thread of their own, with connections of their own: no key waits for one."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from alliance_tutor.desk.finding import Finder, Found
from alliance_tutor.study.search import Order, Search

_T = TypeVar("_T")


class FinderAside:
    """A `Finder` in its own thread, made when it is first asked; close it.

    Of several searches only the latest is carried to its end.
    """

    def __init__(self, make: Callable[[], Finder]) -> None:
        self._make = make
        self._finder: Finder | None = None
        self._wanted = 0
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="finder")

    async def find(
        self, search: Search, order: Order, day: int, *, turned: bool, first: Callable[[Found], None]
    ) -> Found:
        """What a search finds; `first` is told of the first questions, in the thread that asks.

        Raises Stopped when another search was asked for meanwhile, and JournalError.
        """
        self._wanted += 1
        mine = self._wanted
        loop = asyncio.get_running_loop()

        def told(found: Found) -> None:
            loop.call_soon_threadsafe(first, found)

        def work(finder: Finder) -> Found:
            return finder.find(
                search, order, day, turned=turned, stopped=lambda: self._wanted != mine, first=told
            )

        return await self._run(work)

    async def ids(self, found: Found) -> list[str]:
        """The ids of what was found."""
        return await self._run(lambda finder: finder.ids(found))

    def give_up(self) -> None:
        """No search is wanted any more."""
        self._wanted += 1

    def remake(self, make: Callable[[], Finder]) -> None:
        """Begin anew with decks that have changed."""
        self._make = make
        self._wanted += 1
        self._thread.submit(self._close)

    def close(self) -> None:
        """Stop searching and let go of the files, as soon as the search at hand has noticed."""
        self._wanted += 1
        self._thread.submit(self._close)
        self._thread.shutdown(wait=False)

    async def _run(self, work: Callable[[Finder], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(self._made()))

    def _made(self) -> Finder:
        if self._finder is None:
            self._finder = self._make()
        return self._finder

    def _close(self) -> None:
        if self._finder is not None:
            self._finder.close()
            self._finder = None
