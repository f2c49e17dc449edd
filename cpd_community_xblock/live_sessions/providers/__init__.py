"""What providers of meetings tell of who came and went, believed only with their signature. Pure.

Each module has ``is_signed``, whether a message is the provider's own and fresh, and ``read``, what it says.
"""
