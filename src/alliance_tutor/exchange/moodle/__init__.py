"""Questions as Moodle has them, for its formats: read into cards, and made from cards."""
