"""The page on browsing is true to the program."""

import re

from alliance_tutor import guide
from alliance_tutor.insight.browsing import DONE
from alliance_tutor.plain.browse import BrowseCommand
from alliance_tutor.study.search import TERMS, Order
from alliance_tutor.tui.screens.browse import BrowseScreen

PAGE = guide.read("browse")


def test_the_table_of_terms_is_the_programs_own() -> None:
    table = PAGE.partition("## The search")[2].partition("##")[0]
    rows = re.findall(r"^\| `(.+?)` \| (.+) \|$", table, re.MULTILINE)
    assert dict(rows) == dict(TERMS)


def test_every_order_and_every_change_is_told() -> None:
    assert [order for order in Order if f"`{order}`" not in PAGE] == []
    told = re.findall(r"`:(\w+)", PAGE)
    changes = {BrowseCommand.SUSPEND, BrowseCommand.RESUME, BrowseCommand.BURY, BrowseCommand.UNBURY}
    changes |= {BrowseCommand.FLAG, BrowseCommand.UNFLAG, BrowseCommand.RESET, BrowseCommand.UNDO}
    assert changes <= set(told) <= {*BrowseCommand, "browse"}
    assert len(DONE) == len(changes) - 1


def test_the_keys_of_the_table_are_those_of_the_screen() -> None:
    keys = {key for binding in BrowseScreen.BINDINGS for key in binding.key.split(",")}  # type: ignore[union-attr]
    rows = re.findall(r"^\| `(\w)` \|", PAGE, re.MULTILINE)
    assert rows == ["z", "b", "f", "R", "u", "S", "Q", "e"]
    assert set(rows) <= keys
