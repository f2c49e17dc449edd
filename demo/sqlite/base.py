"""See the package. Django has this as the ``transaction_mode`` option from 5.1 on, but not in 4.2."""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the write lock when a transaction begins, so that two of them never wait for each other in a circle."""

    def _start_transaction_under_autocommit(self) -> None:
        self.cursor().execute("BEGIN IMMEDIATE")
