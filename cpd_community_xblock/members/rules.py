"""Pseudonyms: two friendly words for a number. Pure."""

ADJECTIVES = 40
NOUNS = 40
COMBINATIONS = ADJECTIVES * NOUNS


def words(number: int) -> tuple[int, int, int]:
    """The places of the adjective and the noun in their lists, and a suffix (0 for none) once all pairs are taken."""
    suffix, pair = divmod(number, COMBINATIONS)
    return pair // NOUNS, pair % NOUNS, suffix + 1 if suffix else 0


def draw_range(taken: int) -> int:
    """How many numbers to draw from, so that at most half of them are taken and a draw rarely collides."""
    return COMBINATIONS * (1 + 2 * taken // COMBINATIONS)
