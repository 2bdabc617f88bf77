"""A first deck to write on from: it teaches the format by example, and `check` has nothing to mend in it."""

import json
from pathlib import Path

from alliance_tutor.deck.library import DECK_FILE
from alliance_tutor.deck.schema import SCHEMA_FILE, TITLE, schema_text
from alliance_tutor.deck.writing import replace_file, write_new
from alliance_tutor.errors import UsageError
from alliance_tutor.text import harmless

_STARTER = '''\
#:schema ./{schema}
# The line above lets editors complete keys and underline slips: any that knows TOML's schemas.
#
# A deck is text in TOML. A line that begins with # is a comment: delete what you do not need.
#
#   alliance-tutor preview {path}   shows the questions while you write
#   alliance-tutor check {path}     says what is wrong, and where
#   alliance-tutor guide writing-decks   explains every key

[deck]
format = 1
id = "{id}"          # small letters, digits and dashes; keep it: learners' history hangs on it
title = "{title}"
description = "One sentence on what it teaches."
language = "en"
version = "0.1.0"
sourced = false       # true promises for every card what the five below have; check then asks for it
# authors = ["Your name"]
# license = "CC-BY-4.0"

# A topic is a part of the syllabus. Cards name it by its id; learners may read its summary first.
[[topic]]
id = "planets"
title = "The planets"
summary = """
Eight planets circle the Sun. Mercury is the nearest, Neptune the farthest.

Texts are Markdown: *emphasis*, **strong**, [links](https://science.nasa.gov/solar-system/)."""

# A source is where a fact comes from. Cards name it by its id.
[[source]]
id = "nasa"
title = "Solar System Exploration"
publisher = "NASA"
url = "https://science.nasa.gov/solar-system/"

# A card without a type asks for recall: the learner rates how well it was known.
# With reverse = true the answer is asked for its prompt, too.
[[card]]
id = "red-planet"
topic = "planets"
prompt = "Which planet is called the Red Planet?"
answer = "Mars"
explanation = "Iron in its dust has rusted."
sources = ["nasa"]
status = "documented"     # or reported, claimed, disputed, assessment
level = "recall"          # or understanding, application
hint = "It is named after a god of war."

# One option is right. Good wrong options are what somebody might really think.
[[card]]
id = "hottest"
topic = "planets"
type = "choice"
prompt = "Which planet has the hottest surface?"
answer = "Venus"
distractors = [
    {{ text = "Mercury", why = "It is nearer to the Sun, but has no air that holds the heat." }},
    "Jupiter",
]
explanation = "A thick blanket of carbon dioxide traps the heat: about 465 °C, day and night."
sources = ["nasa"]
status = "documented"
level = "understanding"

# A sentence with gaps: each is a question. {{{{1846::year}}}} shows “year” in its gap.
# With typed = true the gaps are typed.
[[card]]
id = "neptune"
topic = "planets"
type = "cloze"
text = "Neptune was found in {{{{1846::year}}}}, where {{{{Le Verrier}}}} had reckoned it to be."
explanation = "Uranus strayed from its course, as if something unseen pulled at it."
sources = ["nasa"]
status = "documented"
level = "recall"
when = "1846-09-23"       # dated cards stand on the timeline; also "1846-09", "1846" or "1846..1850"

# The answer is typed. accept holds what else is right; capitals and accents do not matter.
[[card]]
id = "largest-moon"
topic = "planets"
type = "short-answer"
prompt = "What is the largest moon in the Solar System called?"
answer = "Ganymede"
accept = ["Jupiter III"]
explanation = "It circles Jupiter and is larger than Mercury."
sources = ["nasa"]
status = "documented"
level = "recall"

# A number: without quotes; its unit stands by itself. Without a tolerance it must be exact.
# This card has no id yet: alliance-tutor stamp {path} writes one, and changes nothing else.
[[card]]
topic = "planets"
type = "numeric"
prompt = "How long does sunlight take to reach the Earth?"
answer = 8.3
tolerance = "5 %"
unit = "minutes"
explanation = "Light crosses 300,000 km in a second, and the Sun is 150 million km away."
sources = ["nasa"]
status = "documented"
level = "application"

# There are six more types: true-false, multiple-response, date, ordering, matching and open.
# A deck that grows can be a folder: deck.toml with [deck], and more files beside it with topics and cards.
'''


def starter(id: str, title: str, path: str) -> str:
    """The text of a first deck; `path` is how the comments call its file."""
    quoted = json.dumps(harmless(title), ensure_ascii=False)[1:-1]
    return _STARTER.format(schema=SCHEMA_FILE, id=id, title=quoted, path=" ".join(harmless(path).split()))


def begin(path: Path, id: str, title: str) -> Path:
    """Write a first deck, and beside it the schema that editors check it by; the schema's path.

    Folders that are missing are made. Raises UsageError, with nothing written, where there is such a deck, or
    a file in the schema's place that is not this program's.
    """
    schema = path.with_name(SCHEMA_FILE)
    try:
        if path.exists():
            raise UsageError("there is such a file already", path=path, hint="give the deck another name")
        _stand_alone(path)
        if schema.exists() and not _is_ours(schema):
            raise UsageError(
                "this file is in the way of the deck's schema",
                path=schema,
                hint="move it, or use another folder",
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        write_new(path, starter(id, title, str(path)).encode())
        replace_file(schema, schema_text().encode())
    except OSError as fault:
        raise UsageError(
            f"the deck cannot be written: {fault.strerror or fault}",
            path=fault.filename or path,
            hint="look at the folder's rights and the free space",
        ) from fault
    return schema


def place_of(given: str) -> Path:
    """Where a deck goes that is called so: a folder, or what ends in a slash, gets a `deck.toml`.

    Raises UsageError for a name that is no deck's.
    """
    path = Path(given)
    if given.endswith(("/", "\\")) or path.is_dir():
        return path / DECK_FILE
    if path.suffix.lower() != ".toml":
        raise UsageError(
            "this is no name of a deck",
            path=path,
            hint=f"write {path}.toml, or {path}/ for a deck in several files",
        )
    return path


def _stand_alone(path: Path) -> None:
    """Raises UsageError where the new deck would be a part of another, or would make others its parts."""
    beside = [each.name for each in path.parent.glob("*.toml")]
    if path.name != DECK_FILE and DECK_FILE in beside:
        raise UsageError(
            f"beside a {DECK_FILE} every .toml is a part of that deck",
            path=path,
            hint="use another folder; a part holds only [[topic]], [[source]] and [[card]]",
        )
    if path.name == DECK_FILE and beside:
        raise UsageError(
            f"{DECK_FILE} would make {', '.join(sorted(beside)[:3])} parts of its deck",
            path=path,
            hint="use another name, or a folder of its own",
        )


def _is_ours(schema: Path) -> bool:
    try:
        found = json.loads(schema.read_bytes())
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and found.get("title") == TITLE
