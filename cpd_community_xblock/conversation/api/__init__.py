"""The conversation's door."""

from cpd_community_xblock.conversation.api.commands import (
    clear,
    edit_post,
    endorse,
    hide,
    reopen_thread,
    respond,
    restore,
    retire,
    start_thread,
    unendorse,
    withdraw_post,
    withdraw_thread,
)
from cpd_community_xblock.conversation.api.queries import (
    acts,
    contributions,
    hidden_posts,
    own_thread,
    own_words,
    post,
    thread,
    threads,
)

__all__ = [
    "acts",
    "clear",
    "contributions",
    "edit_post",
    "endorse",
    "hidden_posts",
    "hide",
    "own_thread",
    "own_words",
    "post",
    "reopen_thread",
    "respond",
    "restore",
    "retire",
    "start_thread",
    "thread",
    "threads",
    "unendorse",
    "withdraw_post",
    "withdraw_thread",
]
