"""What a teacher writes: deck files, their cards, and the questions these ask."""
