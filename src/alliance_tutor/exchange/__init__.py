"""Other people's formats: files read into decks, and decks written for other programs."""
