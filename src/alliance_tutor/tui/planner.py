"""A plan worked out aside: by another process, so that no key waits for it."""

import asyncio
from collections.abc import Callable

from alliance_tutor.desk import Desk
from alliance_tutor.tui import aside


async def settle(desk: Desk, chosen: Callable[[], None]) -> None:
    """Have the plan worked out for journal and decks as they stand; `chosen` is told as soon as today is.

    Where no other process can do it, it is done in place.
    """
    from alliance_tutor.desk import apart, planner  # only where there is a plan

    told, before = desk.plans.ready, desk.plans.key
    work = asyncio.ensure_future(aside.ran(planner.command(), apart.to_stdin(desk)))
    try:
        while not work.done():
            await asyncio.sleep(aside.BREATH)
            if not told and desk.plans.ready:
                told = True
                chosen()
    finally:
        work.cancel()
    if not work.result() or (desk.plans.key == before and not desk.plans.settled):
        desk.plans.settle()
