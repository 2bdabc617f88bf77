"""Who a card is: the id by which its history is kept, and the hash that tells that its text changed."""

import hashlib
import json
import unicodedata
from base64 import b32encode
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from alliance_tutor.deck.cards import Card


def card_id(card: "Card") -> str:
    """The card's own id, or the provisional one while it has none."""
    return card.id or provisional_id(card.type, card.text if card.type == "cloze" else card.prompt)


def provisional_id(type: str, text: str) -> str:
    """The id of a card that has none: 8 characters of lower-case base32.

    They are the first of SHA-256 over type, NUL, prompt (or cloze text) after NFKC: `stamp` writes exactly
    this, so that no history is orphaned.
    """
    whole = f"{type}\0{unicodedata.normalize('NFKC', text)}"
    digest = hashlib.sha256(whole.encode(errors="surrogatepass")).digest()
    return b32encode(digest).decode().lower()[:8]


def text_hash(
    type: str, prompt: str, answer: str, options: Sequence[str], keyed: Sequence[object] = ()
) -> str:
    """8 hex characters of SHA-256 over all that is asked and keyed.

    `keyed` is what else belongs to the key, as JSON has it; while all of it is empty it is left out.
    """
    whole: list[object] = [type, prompt, answer, *options]
    whole += [keyed] if any(keyed) else []
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:8]
