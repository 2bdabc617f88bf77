"""What a learner remembers. Pure: clock and randomness are passed in."""
