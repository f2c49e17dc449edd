"""Who someone is here: their name or pseudonym, their work, their hours."""
