"""Live sessions: when they are, who was there and how that is known, and an equal way for those on shift."""
