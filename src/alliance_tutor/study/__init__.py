"""One sitting. Pure: it is handed questions, memories, a clock and a function that records."""
