"""Alumni who guide learners: so far, who is matched with whom."""
