"""What each rule finds, where it says so, and where it keeps silent."""

import re
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from tests.deck.lint.conftest import HEAD, TODAY, WHOLE, Found, told

from alliance_tutor.deck.library import find
from alliance_tutor.deck.lint.check import check
from alliance_tutor.deck.lint.codes import CODES
from alliance_tutor.deck.lint.findings import Finding, Severity
from alliance_tutor.deck.lint.rules import RULES
from alliance_tutor.deck.lint.rules.options import at_least


def only(code: str, findings: list[Finding]) -> list[Finding]:
    return [each for each in findings if each.code == code]


def test_whole_card_of_a_sourced_deck_has_no_finding(found: Found) -> None:
    assert found(HEAD + WHOLE) == []


@pytest.mark.parametrize(
    ("key", "code"), [("explanation", "Q140"), ("sources", "Q141"), ("status", "Q145"), ("level", "Q146")]
)
def test_key_that_a_sourced_deck_owes_when_missing_is_warned_of_at_the_card(
    found: Found, key: str, code: str
) -> None:
    findings = found(HEAD + re.sub(rf"^{key} = .*\n", "", WHOLE, flags=re.MULTILINE))
    # Without its only citation the source is of no use either.
    assert [each for each in told(findings) if each[0] != "Q182"] == [(code, 12, 1)]
    assert findings[-1].card == "c"
    assert findings[-1].severity is Severity.WARNING


@pytest.mark.parametrize("status", ["reported", "claimed", "assessment"])
def test_claim_when_nobody_makes_it_is_warned_of_at_its_status(found: Found, status: str) -> None:
    card = WHOLE.replace("documented", status)
    assert told(found(HEAD + card)) == [("Q144", 19, 1)]
    assert found(HEAD + card + 'attributed_to = "KCNA"\n') == []


def test_fact_on_record_or_in_dispute_needs_nobody(found: Found) -> None:
    assert found(HEAD + WHOLE.replace("documented", "disputed")) == []


def test_deck_that_is_not_sourced_has_one_remark_with_what_it_lacks(found: Found) -> None:
    card = '[[card]]\nprompt = "{}"\nanswer = "b"\n'
    bare = '[deck]\nid = "d"\ntitle = "D"\n' + card.format("a") + card.format("c")
    (remark,) = found(bare)
    assert (remark.code, remark.severity, remark.line) == ("Q149", Severity.INFO, 1)
    assert remark.message.endswith("cards without: explanation 2, source 2, status 2, level 2")
    (remark,) = found(HEAD.replace("sourced = true\n", "") + WHOLE)
    assert remark.message.endswith("cards without: none")


def test_deck_without_cards_has_no_remark_on_what_they_lack(found: Found) -> None:
    assert [each.code for each in found('[deck]\nid = "d"\ntitle = "D"\n')] == ["W102"]


def test_time_bound_word_is_found_where_it_stands(found: Found) -> None:
    card = WHOLE.replace("Five days", "It holds.\\nSo far: five days")
    (warning,) = found(HEAD + card)
    assert (warning.code, warning.line) == ("Q142", 17)
    assert (HEAD + card).splitlines()[16][warning.column - 1 :].startswith("So far")
    assert "“So far”" in warning.message


def test_time_bound_word_when_the_card_says_as_of_is_no_fault(found: Found) -> None:
    assert found(HEAD + WHOLE.replace("Five days", "So far") + "as_of = 2026-11-01\n") == []


def test_rules_with_word_lists_when_the_deck_is_in_another_language_are_off(found: Found) -> None:
    repeated = WHOLE.replace("Five days before the one with China.", "At present the treaty was signed.")
    assert told(found(HEAD + repeated)) != []
    assert found(HEAD.replace('title = "D"', 'title = "D"\nlanguage = "de-AT"', 1) + repeated) == []


@pytest.mark.parametrize(
    ("today", "old"), [(date(2027, 3, 1), False), (date(2027, 3, 2), True), (date(2026, 1, 1), False)]
)
def test_facts_are_old_when_a_year_has_passed(found: Found, today: date, old: bool) -> None:
    deck = HEAD.replace("sourced", "as_of = 2026-03-01\nsourced") + WHOLE + "as_of = 2026-03-01\n"
    findings = found(deck, today=today)
    assert told(findings) == ([("Q148", 4, 1), ("Q148", 22, 1)] if old else [])
    assert [each.card for each in findings] == (["", "c"] if old else [])


def test_facts_checked_on_29_february_are_old_from_1_march_on(found: Found) -> None:
    deck = HEAD.replace("sourced", "as_of = 2028-02-29\nsourced") + WHOLE
    assert found(deck, today=date(2029, 2, 28)) == []
    assert told(found(deck, today=date(2029, 3, 1))) == [("Q148", 4, 1)]


def test_facts_are_not_old_on_the_first_day_of_the_calendar(found: Found) -> None:
    assert found(HEAD.replace("sourced", "as_of = 2028-02-29\nsourced") + WHOLE, today=date.min) == []


def test_topic_and_source_of_no_use_and_topic_without_summary_are_named_where_they_stand(
    found: Found,
) -> None:
    more = '[[topic]]\nid = "u"\ntitle = "U"\n[[source]]\nid = "r"\ntitle = "R"\n'
    findings = found(HEAD + more + WHOLE)
    assert told(findings) == [("Q181", 12, 1), ("Q180", 13, 1), ("Q182", 16, 1)]
    assert [each.severity for each in findings] == [Severity.WARNING, Severity.INFO, Severity.INFO]


def test_topic_without_cards_when_the_deck_is_not_sourced_is_no_matter(found: Found) -> None:
    assert [
        each.code for each in found(HEAD.replace("sourced = true\n", "") + WHOLE.replace('"t"', '""'))
    ] == ["Q149"]


def choices(right: str, wrong: str, count: int) -> str:
    cards = (
        f'[[card]]\nid = "{number}"\ntype = "choice"\nprompt = "question {number}"\nanswer = "{right}"\n'
        f'distractors = ["{wrong}", "x"]\n'
        for number in range(count)
    )
    return '[deck]\nid = "d"\ntitle = "D"\nignore = ["Q149"]\n' + "".join(cards)


def test_long_answer_is_told_with_how_much_longer_it_is(found: Found) -> None:
    (warning,) = only("Q110", found(choices("one two three four", "one two", 1)))
    assert (warning.code, warning.line, warning.column) == ("Q110", 9, 1)
    assert warning.message == "the answer is 2.6 times as long as the longest distractor"


@pytest.mark.parametrize(
    ("right", "wrong", "count", "warned"),
    [("longer", "short", 20, True), ("longer", "short", 19, False), ("short", "longer", 40, False)],
)
def test_deck_in_which_the_longest_option_is_right_too_often_is_warned_of(
    found: Found, right: str, wrong: str, count: int, warned: bool
) -> None:
    findings = only("Q111", found(choices(right, wrong, count)))
    assert told(findings) == ([("Q111", 1, 1)] if warned else [])


def test_probability_of_so_many_or_more_is_that_of_all_outcomes_together() -> None:
    chances = [0.5, 1 / 3, 0.25, 0.2]
    for successes in range(6):
        expected = 0.0
        for outcome in product((False, True), repeat=4):
            if sum(outcome) >= successes:
                likely = 1.0
                for happens, chance in zip(outcome, chances, strict=True):
                    likely *= chance if happens else 1 - chance
                expected += likely
        assert at_least(successes, chances) == pytest.approx(expected)


TWO = """\
[deck]
id = "{id}"
title = "T"
ignore = ["Q149"]
[[card]]
id = "a"
prompt = "When was the treaty signed?"
answer = "{answer}"
"""


def test_question_that_two_decks_ask_is_warned_of_in_the_second(found: Found) -> None:
    (warning,) = found(TWO.format(id="one", answer="1961"), TWO.format(id="two", answer="1961"))
    assert (warning.code, warning.severity) == ("Q160", Severity.WARNING)
    assert (Path(warning.path).name, warning.line, warning.column, warning.card) == ("1.toml", 7, 1, "a")
    assert warning.message == "asks the same as the card “a” on line 5 of 0.toml"


def test_question_that_two_decks_answer_otherwise_is_an_error(found: Found) -> None:
    (error,) = found(TWO.format(id="one", answer="1961"), TWO.format(id="two", answer="1949"))
    assert (error.code, error.severity, Path(error.path).name) == ("Q161", Severity.ERROR, "1.toml")
    assert error.message.endswith("where the answer is “1961” and not “1949”")


def test_question_that_one_deck_asks_twice_is_an_error_and_read_alike_a_warning(found: Found) -> None:
    prompt = (
        "Which law of 2022 names conditions under which the North may use nuclear weapons before others do?"
    )
    head = '[deck]\nid = "d"\ntitle = "D"\nignore = ["Q149"]\n'
    cards = [
        f'[[card]]\nid = "{id}"\nprompt = "{text}"\nanswer = "x"\n' for id, text in enumerate([prompt] * 2)
    ]
    assert [(each.code, each.severity) for each in found(head + "".join(cards))] == [("Q160", Severity.ERROR)]
    cards[1] = cards[1].replace("Which law", "Which")
    (warning,) = found(head + "".join(cards))
    assert (warning.code, warning.severity) == ("Q160", Severity.WARNING)
    assert re.search(r"reads like .+: (7|8|9)\d % of|reads like .+: (7|8|9)\d% of", warning.message)


def test_choices_of_other_languages_are_the_same_only_with_the_same_options(found: Found) -> None:
    head = '[deck]\nid = "d"\ntitle = "D"\nlanguage = "de"\nignore = ["Q123", "Q149"]\n'
    card = (
        '[[card]]\nid = "{0}"\ntype = "choice"\nprompt = "Welche Aussage trifft hier zu?"\nanswer = "{1}"\n'
    )
    cards = [card + f'distractors = ["{wrong}"]\n' for wrong in ("zwei", "vier", "eins")]
    assert found(head + cards[0].format("a", "eins") + cards[1].format("b", "drei")) == []
    (error,) = found(head + cards[0].format("a", "eins") + cards[2].format("b", "zwei"))
    assert error.code == "Q161"


def test_reverse_question_that_two_cards_ask_is_a_warning_at_the_answer(found: Found) -> None:
    card = '[[card]]\nprompt = "{}"\nanswer = "Moscow"\nreverse = true\n'
    (warning,) = found(
        '[deck]\nid = "d"\ntitle = "D"\nignore = ["Q149"]\n' + card.format("a") + card.format("b")
    )
    assert (warning.code, warning.severity, warning.line) == ("Q160", Severity.WARNING, 11)


def test_copy_of_a_deck_is_not_compared_with_the_deck_that_it_hides(tmp_path: Path) -> None:
    learner, package = tmp_path / "learner", tmp_path / "package"
    for folder, card in ((learner, "a"), (package, "b")):
        folder.mkdir()
        deck = TWO.format(id="history", answer="1961").replace('id = "a"', f'id = "{card}"')
        (folder / "history.toml").write_text(deck)
    assert [each.code for each in check(find([], learner, package), TODAY).findings] == ["I101"]


def test_learners_card_and_not_the_shipped_one_is_said_to_repeat(tmp_path: Path) -> None:
    learner, package = tmp_path / "learner", tmp_path / "package"
    for folder, id in ((learner, "mine"), (package, "history")):
        folder.mkdir()
        (folder / f"{id}.toml").write_text(TWO.format(id=id, answer="1961"))
    (warning,) = check(find([], learner, package), TODAY).findings
    assert (warning.code, Path(warning.path).name) == ("Q160", "mine.toml")


TOPIC = """\
[deck]
id = "d"
title = "D"
ignore = ["Q149"]
[[topic]]
id = "t"
title = "T"
{between}[[card]]
id = "river"
topic = "t"
prompt = "Which river forms the border of the two states?"
answer = "Tumen"
"""
GIVING = """\
[[card]]
id = "bridge"
topic = "t"
prompt = "How long is the border bridge over the river Tumen?"
answer = "A kilometre"
"""


@pytest.mark.parametrize(("between", "warned"), [(18, True), (19, False)])
def test_answer_given_away_is_found_among_the_first_twenty(found: Found, between: int, warned: bool) -> None:
    cards = "".join(f'[[card]]\ntopic = "t"\nprompt = "{n}"\nanswer = "-"\n' for n in range(between))
    findings = found(TOPIC.format(between=cards) + GIVING)
    assert [(each.code, each.card) for each in findings] == ([("Q162", "bridge")] if warned else [])
    assert all("“Tumen”, the answer to the card “river” on line" in each.message for each in findings)


def test_rules_of_one_deck_say_where_in_a_folder_of_files(tmp_path: Path) -> None:
    (tmp_path / "deck.toml").write_text(HEAD)
    (tmp_path / "more.toml").write_text(WHOLE.replace('level = "recall"\n', ""))
    (finding,) = check(find([tmp_path], tmp_path / "none", tmp_path / "none"), TODAY).findings
    assert (Path(finding.path).name, finding.line, finding.code) == ("more.toml", 1, "Q146")


def test_findings_of_one_code_when_too_many_are_counted_at_the_end(found: Found) -> None:
    card = (
        '[[card]]\nid = "{}"\nprompt = "{}"\nanswer = "x"\nsources = ["s"]\nstatus = "documented"\n'
        'explanation = "y"\n'
    )
    findings = found(HEAD + "".join(card.format(number, number) for number in range(203)))
    levels = [each for each in findings if each.code == "Q146"]
    assert len(levels) == 201
    assert [each.message for each in levels if "more" in each.message] == [
        "3 more findings like this one in this file are not listed"
    ]
    assert levels[-1].severity is Severity.WARNING


def test_findings_that_are_not_listed_are_as_grave_as_the_gravest_of_them(found: Found) -> None:
    prompt = (
        "Which law of 2022 names conditions under which the North may use nuclear weapons before others do?"
    )
    card = '[[card]]\nid = "{}"\nprompt = "{}"\nanswer = "x"\n'
    cards = [card.format(number, prompt) for number in range(203)]
    cards.append(card.format("like", prompt.replace("Which law", "Which")))
    findings = found('[deck]\nid = "d"\ntitle = "D"\nignore = ["Q149"]\n' + "".join(cards))
    (rest,) = (each for each in findings if "more findings" in each.message)
    assert (rest.code, rest.severity, rest.message[:2]) == ("Q160", Severity.ERROR, "3 ")


def test_questions_of_one_card_are_not_compared(found: Found) -> None:
    filling = " ".join(f"word{number}" for number in range(60))
    text = f"the {{{{treaty}}}} {filling} the {{{{treaty}}}}"
    findings = found(f'[deck]\nid = "d"\ntitle = "D"\n[[card]]\ntype = "cloze"\ntext = "{text}"\n')
    assert {each.code for each in findings} & {"Q160", "Q161"} == set()


def test_broken_deck_is_not_looked_at_by_rules(found: Found) -> None:
    assert [each.code for each in found(HEAD + WHOLE.replace("level", "levle"))] == ["E120"]


def test_rules_have_codes_of_their_own_and_say_what_and_why() -> None:
    assert list(RULES) == sorted(RULES)
    assert not RULES.keys() & CODES.keys()
    for rule in RULES.values():
        assert re.fullmatch(r"Q1\d\d", rule.code)
        for text in (rule.meaning, rule.why):
            assert text.endswith(".")
            assert text[0].isupper()
