"""Conversations: who reads what, what is written, and what staff do."""
