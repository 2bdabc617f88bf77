"""The rules about what decks say, by what they look at: a new one is a function and its name in a list."""

from operator import attrgetter
from typing import Any

from alliance_tutor.deck.lint.context import CheckedCard, CheckedDeck
from alliance_tutor.deck.lint.rules import ageing, giveaways, options, repeated, sourced, syllabus
from alliance_tutor.deck.lint.rules.rule import Rule
from alliance_tutor.deck.lint.shelf import Shelf

CARD_RULES: tuple[Rule[CheckedCard], ...] = (
    options.longest_is_right,
    sourced.no_explanation,
    sourced.no_source,
    ageing.bound_to_its_time,
    sourced.nobody_named,
    sourced.no_status,
    sourced.no_level,
    sourced.only_repeats,
)

DECK_RULES: tuple[Rule[CheckedDeck], ...] = (
    options.longest_too_often,
    ageing.old_facts,
    sourced.not_sourced,
    giveaways.answers_another,
    syllabus.topic_without_cards,
    syllabus.topic_without_summary,
    syllabus.unused_source,
)

SHELF_RULES: tuple[Rule[Shelf], ...] = (
    repeated.asked_twice,
    repeated.contradiction,
)

_ALL: tuple[Rule[Any], ...] = (*CARD_RULES, *DECK_RULES, *SHELF_RULES)

RULES = {each.code: each for each in sorted(_ALL, key=attrgetter("code"))}
"""Every rule by its code; a code never changes its meaning."""
