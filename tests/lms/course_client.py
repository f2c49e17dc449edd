"""People in the courseware: they open blocks, and send what a block's page would send."""

from typing import Any
from uuid import uuid4

from browser import CSRF_TOKEN, Browser
from django.http import HttpResponse
from django.urls import reverse

# The platform's two addresses of a handler: the one that pages use, and the one for callers who are not signed in. On
# that one the platform checks nothing.
ORDINARY = "xblock_handler"
UNCHECKED = "xblock_handler_noauth"

# Every handler of a reflection, with something to send to it.
WRITES = {
    "save_draft": {"stage": "what", "body": "Words.", "version": 0, "base": ""},
    "finish_stage": {"stage": "what", "body": "Words.", "version": 0, "base": ""},
    "share": {"parts": "what", "audience": "cohort", "signature": "named", "attest": "on"},
    "withdraw": {},
    "respond": {"thread": 1, "body": "Words.", "signature": "named", "token": "1b671a64-40d5-491e-99b0-da01ff1f3341"},
    "edit_post": {"post": 1, "body": "Words."},
    "withdraw_post": {"post": 1},
    "look_over": {"body": "Words."},
    "reword": {"reword": "1:0:0123456789ab:what"},
    "answer_next": {"instead_of": 1},
    "thank": {"post": 1, "kind": "thanks"},
    "send_follow_up": {"stage": "cpd:follow-up", "body": "Words.", "version": 0, "base": ""},
    "mark_seen": {},
    "report": {"post": 1, "concern": "other", "words": "Words."},
    "endorse": {"post": 1},
    "hide": {"post": 1, "reason": "No."},
    "restore": {"post": 1},
    "leave_post": {"post": 1},
    "look_again": {"post": 1},
    "save_profile": {"profession": "Nurse"},
    "save_settings": {"display_name": "Mine now"},
    "arrange_stages": {"do": "add"},
}
READS = {"page": {"view": "talk"}, "post": {"post": 1}}


class Someone(Browser):
    def opens(self, usage_key: Any) -> HttpResponse:
        """A unit or a block, as the courseware's frame does."""
        return self.client.get(f"/xblock/{usage_key}")

    def asks(self, block: Any, handler: str, *, door: str = ORDINARY, **query: Any) -> HttpResponse:
        return self.client.get(address(block, handler, door=door), query)

    def sends(
        self, block: Any, handler: str, *, door: str = ORDINARY, csrf: str = CSRF_TOKEN, **fields: Any
    ) -> HttpResponse:
        return self.submits(address(block, handler, door=door), fields, csrf=csrf)

    # What a reflection's page sends.

    def writes(self, block: Any, body: str, *, stage: str, version: int = 0, base: str = "") -> HttpResponse:
        return self.sends(block, "save_draft", stage=stage, body=body, version=version, base=base)

    def finishes(self, block: Any, body: str, *, stage: str) -> HttpResponse:
        return self.sends(block, "finish_stage", stage=stage, body=body, version=0, base="")

    def shares(self, block: Any, *parts: str, audience: str = "cohort", signature: str = "named") -> HttpResponse:
        return self.sends(block, "share", parts=list(parts), audience=audience, signature=signature, attest="on")

    def asks_who_waits(self, block: Any, **fields: Any) -> HttpResponse:
        return self.sends(block, "answer_next", **fields)

    def thanks(self, block: Any, post: int, kind: str = "thanks", **fields: Any) -> HttpResponse:
        return self.sends(block, "thank", post=post, kind=kind, **fields)

    def reports(self, block: Any, post: int, concern: str = "identifies", words: str = "") -> HttpResponse:
        return self.sends(block, "report", post=post, concern=concern, words=words)

    def follows_up(self, block: Any, body: str) -> HttpResponse:
        return self.sends(block, "send_follow_up", stage="cpd:follow-up", body=body, version=0, base="")

    def responds(self, block: Any, thread: int, body: str, *, signature: str = "named") -> HttpResponse:
        return self.sends(block, "respond", thread=thread, body=body, signature=signature, stem="", token=str(uuid4()))


def address(block: Any, handler: str, *, door: str = ORDINARY) -> str:
    usage_key = block.usage_key
    where = {"course_id": str(usage_key.course_key), "usage_id": str(usage_key), "handler": handler, "suffix": ""}
    return reverse(door, kwargs=where)
