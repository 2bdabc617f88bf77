"""GIFT as Moodle reads it."""

from pathlib import Path
from typing import Any

import pytest

from alliance_tutor.deck.cards import AnyCard
from alliance_tutor.deck.identity import provisional_id
from alliance_tutor.errors import UsageError
from alliance_tutor.exchange import gift
from alliance_tutor.exchange.moodle.taking import NO_NOTES
from alliance_tutor.exchange.report import Imported, Item, Outcome

BANK = Path(__file__).parent / "fixtures" / "bank.gift"


def read(text: str) -> Imported:
    return gift.read(text.encode(), "bank")


def only(text: str) -> tuple[AnyCard, Item]:
    """The one card of a text, and what is said of it."""
    deck, report, *_ = read(text)
    (card,) = deck.cards
    (item,) = (item for item in report.items if item.card)
    return card, item


def keys(card: AnyCard) -> dict[str, Any]:
    return card.model_dump(exclude_defaults=True, exclude={"id", "prompt"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q?{=a ~b ~c}", {"type": "choice", "answer": "a", "distractors": ({"text": "b"}, {"text": "c"})}),
        ("Q?{~b =a}", {"type": "choice", "answer": "a", "distractors": ({"text": "b"},)}),
        (
            "Q?{=a#yes ~b#no}",
            {
                "type": "choice",
                "answer": "a",
                "distractors": ({"text": "b", "why": "no"},),
                "explanation": "yes",
            },
        ),
        ("Q?{T}", {"type": "true-false", "answer": True}),
        ("Q?{FALSE}", {"type": "true-false", "answer": False}),
        ("Q?{true}", {"type": "short-answer", "answer": "true"}),
        ("Q?{TRUE####Since.}", {"type": "true-false", "answer": True, "explanation": "Since."}),
        ("Q?{=one =1}", {"type": "short-answer", "answer": "one", "accept": ("1",)}),
        ("Q?{One}", {"type": "short-answer", "answer": "One"}),
        ("Q?{=%100%a}", {"type": "short-answer", "answer": "a"}),
        ("Q?{=a \\\\* b}", {"type": "short-answer", "answer": "a * b"}),
        ("Q?{#1822}", {"type": "numeric", "answer": 1822}),
        ("Q?{#-3.14:0.005}", {"type": "numeric", "answer": -3.14, "tolerance": 0.005}),
        ("Q?{#-5..5}", {"type": "numeric", "answer": 0, "tolerance": 5}),
        ("Q?{#0.1..0.2}", {"type": "numeric", "answer": 0.15, "tolerance": 0.05}),
        ("Q?{#=5:1 ~#No.}", {"type": "numeric", "answer": 5, "tolerance": 1}),
        ("Q?{#1e3}", {"type": "numeric", "answer": 1000}),
        (
            "Q?{=a->b =c -> d = -> e}",
            {"type": "matching", "pairs": (("a", "b"), ("c", "d")), "distractors": ("e",)},
        ),
        (
            "Q?{~%50%a ~%50%b ~%-100%c}",
            {"type": "multiple-response", "answers": ("a", "b"), "distractors": ({"text": "c"},)},
        ),
        ("Q?{~a -> b =c -> d}", {"type": "choice", "answer": "c -> d", "distractors": ({"text": "a -> b"},)}),
        ("Q?{####Notes.}", {"type": "open", "notes": "Notes."}),
        ("Q?{}", {"type": "open", "notes": NO_NOTES}),
    ],
)
def test_question_when_read_has_its_type_and_key(text: str, expected: dict[str, Any]) -> None:
    card, _ = only(text)
    assert keys(card) == expected
    assert getattr(card, "prompt", "") == "Q?"


@pytest.mark.parametrize(
    ("text", "prompt"),
    [
        ("Grant is {~a =b} here.", "Grant is _____ here."),
        ("{=Asia} is large.", "_____ is large."),
        ("Ends so {=a}", "Ends so"),
        ("Two\nlines {=a}", "Two lines"),
        ("Two\\nlines {=a}", "Two\\\nlines"),
        ("[html]<p>One</p><p>two</p>{=a}", "One\n\ntwo"),
        ("[plain]a <b> *c* {=a}", "a <b> \\*c\\*"),
        ("[moodle]<b>a</b> &amp; b {=a}", "**a** & b"),
        ("[markdown]*a* _b_{=a}", "*a b*"),
        ("[nope]a{=a}", "[nope]a"),
        ("a \\: \\~ \\= \\# \\{ \\} \\\\ b{=a}", "a : ~ = # { } \\ b"),
        ("\\[html\\] {=a}", "\\\\\\[html\\\\\\]"),
        ("x // y {=a}", "x // y"),
        ("::name\\:\\: x::Q {=a}", "Q"),
        ("::no end {=a}", "no end"),
        ("a\n// gone\nb{=a}", "a b"),
    ],
)
def test_prompt_when_read_is_what_moodle_shows(text: str, prompt: str) -> None:
    card, _ = only(text)
    assert getattr(card, "prompt", "") == prompt


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Q?{=a", "there is no pair of braces {…} around its answers"),
        ("Q?}{=a}", "there is no pair of braces {…} around its answers"),
        ("Q?{~a}", "there are fewer than two options"),
        ("Q?{~a ~b}", "no option is right"),
        ("Q?{~%50%a ~%50%b}", "no option is wrong"),
        ("Q?{=a ~a}", "distractor 1 is the same as the answer"),
        ("Q?{=a -> b =c}", "there is no -> in “c”, as the parts of a matching question have it"),
        ("Q?{=a -> b}", "there are fewer than two pairs"),
        ("Q?{#}", "there is no number among its answers"),
        ("Q?{#3,14}", "“3,14” is no number that can be compared"),
        ("Q?{#5..1}", "“5..1” is no range of numbers"),
        ("Q?{#=1:1 =5:1}", "several ranges of numbers are right"),
        ("Q?{=*a*}", "no answer that can be compared is wholly right"),
        ("{=a}", "`prompt` is missing"),
        ("Just words.", "it asks nothing, and stands in no category whose passage it could be"),
    ],
)
def test_question_when_it_makes_no_card_is_refused_with_the_reason(text: str, why: str) -> None:
    deck, report, *_ = read(f"Fine?{{T}}\n\n{text}")
    (item,) = (item for item in report.items if item.outcome is Outcome.REFUSED)
    assert len(deck.cards) == 1
    assert item.line == 3
    assert item.notes[0].startswith(why)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("Q?{=a ~%50%b}", "“b” was worth 50 % and is wrong here"),
        ("Q?{=a =b ~c}", "several options are right, each by itself: all of them are asked for"),
        ("Q?{~%60%a ~%40%b ~%-100%c}", "the right options were worth 60 %, 40 % and count alike here"),
        ("Q?{~%50%a ~%50%b ~c ~d}", "a wrong option was worth 0 % and costs 1/2 here"),
        ("Q?{=a =%75%b}", "“b” was worth 75 % and is wrong here"),
        ("Q?{=a =%0%*#No.}", "without the feedback on any other answer: “No.”"),
        ("Q?{=a =b*}", "without the answer “b*”, whose * stands for anything"),
        ("Q?{#=5 =%50%5:2}", "“5 ± 2” was worth 50 % and is wrong here"),
        ("Q?{#=5 =7}", "several numbers are right: they are compared as text"),
        ("Q?{T#No.}", "feedback on the wrong answer is part of the explanation"),
        ("[html]<p>Q?<img src=x alt=map></p>{T}", "without a picture (“map”)"),
        ("[html]<script>x()</script>Q?{T}", "without a script"),
        ("Q?\u202e{T}", "without 1 character that is not shown or turn the direction of text"),
        ("::A name::Q?{T}\n\n::A name::Other?{T}", "its name “A name” is not kept"),
        ("::Имя::Q?{T}", "its name “Имя” is not kept"),
        ("// [id:a]\nQ?{T}\n\n// [id:a]\nOther?{T}", "the id a is taken already, on line 2"),
        ("// [id:A B]\nQ?{T}", "its id “A B” is no id here: it is a-b"),
    ],
)
def test_question_when_something_of_it_is_lost_says_what(text: str, note: str) -> None:
    notes = [note for item in read(text).report.items for note in item.notes]
    assert note in notes


def test_essay_when_it_has_no_notes_waits_for_a_hand() -> None:
    _, item = only("Q?{}")
    assert item.hand == "write what a full answer says into `notes`"


def test_comments_when_they_say_more_than_ids_are_told_of() -> None:
    report = read("// [id:a] [tag:b]\n// question: 3  name: x\nQ?{T}\n\n// gone\n\n// gone too").report
    assert [(item.name, item.line, item.notes) for item in report.items] == [
        ("true-false a", 3, ()),
        ("comments", 5, ("2 lines of comments left out",)),
    ]


@pytest.mark.parametrize(
    ("text", "id", "tags"),
    [
        ("// [id:a-1] [tag:x] [tag:y z]\nQ?{T}", "a-1", ("x", "y z")),
        ("// [id:a]\n// [tag:x\\]]\nQ?{T}", "a", ("x]",)),
        ("::Kanji Origins::Q?{T}", "kanji-origins", ()),
        ("::Q? or::Q? or not?{T}", "q-or", ()),
        ("Q?{T}", provisional_id("true-false", "Q?"), ()),
    ],
)
def test_id_when_read_is_the_other_programs_or_the_name_or_provisional(
    text: str, id: str, tags: tuple[str, ...]
) -> None:
    card, _ = only(text)
    assert (card.id, card.tags) == (id, tags)


def test_tags_when_they_stand_for_fields_become_these() -> None:
    card, _ = only("// [tag:level:recall] [tag:status:claimed] [tag:when:1948-10] [tag:level:hard]\nQ?{T}")
    assert (card.level, card.status, card.when, card.tags) == (
        "recall",
        "claimed",
        "1948-10",
        ("level:hard",),
    )


def test_line_ends_and_mark_when_they_are_windows_make_no_difference() -> None:
    text = BANK.read_text(encoding="utf-8")
    windows = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    assert gift.read(windows, "bank") == gift.read(text.encode(), "bank")


def test_bank_when_read_keeps_topics_texts_and_order() -> None:
    deck, report, *_ = gift.read(BANK.read_bytes(), "bank")
    assert (deck.id, deck.title) == ("bank", "Asia")
    assert [(topic.id, topic.title, topic.summary) for topic in deck.topics] == [
        ("rivers", "Rivers", "Rivers **rise** in hills."),
        ("seas-lakes", "Seas/Lakes", ""),
    ]
    assert [(card.type, card.topic) for card in deck.cards] == [
        ("choice", "rivers"),
        ("short-answer", "rivers"),
        ("true-false", "rivers"),
        ("numeric", "rivers"),
        ("numeric", "rivers"),
        ("matching", "seas-lakes"),
        ("multiple-response", "seas-lakes"),
        ("open", "seas-lakes"),
        ("open", "seas-lakes"),
        ("choice", "seas-lakes"),
    ]
    assert report.count(Outcome.REFUSED) == 0
    assert [item.line for item in report.items] == sorted(item.line for item in report.items)


@pytest.mark.parametrize("data", [b"", b"\n\n", b"// only comments\n", b"\xff\xfeQ\x00", b"Q?{=\xe9}"])
def test_file_when_nothing_of_it_can_be_read_is_a_usage_fault(data: bytes) -> None:
    if data.startswith(b"//"):
        assert gift.read(data, "bank").deck.cards == ()
        return
    with pytest.raises(UsageError) as fault:
        gift.read(data, "bank")
    assert fault.value.hint


def test_categories_when_they_nest_are_topics_of_one_level_and_told_of() -> None:
    deck, report, *_ = read("$CATEGORY: A/B\n\nQ?{T}\n\n$CATEGORY: A/C/D\n\nOther?{T}")
    assert (deck.title, [topic.title for topic in deck.topics]) == ("A", ["B", "C / D"])
    assert ("category “C / D”", ("topics do not nest: it is one topic",)) in [
        (item.name, item.notes) for item in report.items
    ]


def test_category_when_a_question_follows_on_the_next_line_is_read_with_it() -> None:
    deck = read("$CATEGORY: $course$/top/A/B\nQ?{T}\n\n$CATEGORY: $course$/top/A\n\nOther?{T}").deck
    assert [(topic.id, topic.title) for topic in deck.topics] == [("b", "B")]
    assert [card.topic for card in deck.cards] == ["b", ""]
