"""Threads, responses and replies, each for an audience: what every block that lets people talk stands on."""
