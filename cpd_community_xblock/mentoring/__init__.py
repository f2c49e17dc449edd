"""Alumni who guide learners: who they are, who is matched with whom, and what becomes of it."""
