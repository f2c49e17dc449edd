"""Staged reflections: written in private, shared by choice."""
