"""Reflections: their rules, their drafts, and the block."""
