"""Django's SQLite backend, with transactions that wait for one another instead of failing."""
