"""Notes as Anki has them, for its formats: read into cards, and made from cards."""
