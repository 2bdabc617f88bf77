"""The rules about what decks say, by what they look at: a new one is a function and its name in a list."""

from operator import attrgetter
from typing import Any

from alliance_tutor.deck.lint.context import CheckedCard, CheckedDeck
from alliance_tutor.deck.lint.rules import (
    ageing,
    alike,
    claims,
    counts,
    cues,
    exams,
    gaps,
    giveaways,
    keyed,
    options,
    pointing,
    prompts,
    repeated,
    sourced,
    syllabus,
)
from alliance_tutor.deck.lint.rules.rule import Rule
from alliance_tutor.deck.lint.shelf import Shelf

CARD_RULES: tuple[Rule[CheckedCard], ...] = (
    keyed.key_does_not_fit,
    alike.same_option,
    alike.nearly_same_option,
    pointing.points_at_others,
    options.longest_is_right,
    cues.absolute_words,
    cues.vague_words,
    pointing.all_or_none,
    prompts.hidden_negative,
    prompts.denied_twice,
    cues.grammar,
    cues.alone_in_kind,
    cues.clang,
    cues.convergence,
    alike.ranges_overlap,
    alike.out_of_order,
    options.uneven_lengths,
    pointing.combined_or_true,
    prompts.unfocused,
    prompts.blank_inside,
    claims.number_of_nobody,
    gaps.gives_itself_away,
    gaps.too_much,
    keyed.one_spelling,
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
    counts.count_of_options,
    counts.answer_in_one_place,
    counts.mostly_true,
    ageing.old_facts,
    sourced.not_sourced,
    syllabus.topic_without_cards,
    syllabus.topic_without_summary,
    syllabus.unused_source,
    syllabus.untitled_source,
    exams.more_than_there_is,
)

SHELF_RULES: tuple[Rule[Shelf], ...] = (
    repeated.asked_twice,
    repeated.contradiction,
    giveaways.answers_another,
)

_ALL: tuple[Rule[Any], ...] = (*CARD_RULES, *DECK_RULES, *SHELF_RULES)

RULES = {each.code: each for each in sorted(_ALL, key=attrgetter("code"))}
"""Every rule by its code; a code never changes its meaning."""
