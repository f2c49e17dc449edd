"""Members: pseudonyms, bylines, profiles."""
