"""A course with people in it, to try the blocks without an Open edX installation: ``python -m demo``."""
