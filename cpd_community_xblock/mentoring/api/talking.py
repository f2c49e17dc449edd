"""What two people say to each other: a conversation of their own, which nobody else can read."""

from datetime import datetime

from django.utils.translation import gettext as _

from cpd_community_xblock.conversation import api as conversation
from cpd_community_xblock.conversation.data import Audience, AudienceKind, Post, Stretch
from cpd_community_xblock.core import turns
from cpd_community_xblock.core.errors import Conflict, NotFound
from cpd_community_xblock.members.data import Member
from cpd_community_xblock.mentoring import data, models, rules
from cpd_community_xblock.mentoring.api import between, holding, letters
from cpd_community_xblock.mentoring.api.between import side_of
from cpd_community_xblock.mentoring.api.moving import require

MOST_SHOWN = 20


@turns.in_turn
def say(*, space_id: int, partnership_id: int, author: Member, body: str, token: str, now: datetime) -> int:
    """Write to the other one, who hears of it, and return the post's id.

    The first message opens the conversation, under the partnership's row, so that two first ones meet in it. The same
    ``token`` again writes nothing new.
    """
    row = _written_in(space_id, partnership_id, author, now)
    if row.thread_id is None:
        thread_id = conversation.start_thread(
            space_id=space_id,
            author=author,
            audience=_between(row),
            body=body,
            pseudonymous=False,
            token=token,
            now=now,
        )
        row.thread_id = thread_id
        post_id = conversation.thread(space_id=space_id, thread_id=thread_id, reader=author).opening.id
    else:
        post_id = conversation.respond(
            space_id=space_id, thread_id=row.thread_id, author=author, body=body, token=token, now=now
        )
    row.save(update_fields=["thread"])
    between.touch(row, now=now, tells=author.user_id)
    letters.soon(space_id=space_id)
    return post_id


def messages(*, space_id: int, partnership_id: int, reader: Member, before: int = 0, most: int = MOST_SHOWN) -> Stretch:
    """What the two have said last, or last ``before`` a message, first things first. ``NotFound`` for anybody else,
    facilitators included."""
    row = holding.found(space_id=space_id, partnership_id=partnership_id)
    side_of(row, reader.user_id)
    if row.thread_id is None:
        return Stretch((), has_earlier=False)
    return conversation.latest(space_id=space_id, thread_id=row.thread_id, reader=reader, before=before, most=most)


@turns.in_turn
def change(*, space_id: int, partnership_id: int, author: Member, post_id: int, body: str, now: datetime) -> None:
    """Put other words in the place of one's own; the other one sees that they were changed."""
    row = _written_in(space_id, partnership_id, author, now)
    mine = _mine_in(row, author, post_id)
    if mine.opening and row.thread_id is not None:
        conversation.reopen_thread(thread_id=row.thread_id, author=author, audience=_between(row), body=body, now=now)
    else:
        conversation.edit_post(space_id=space_id, post_id=post_id, author=author, body=body, now=now)


@turns.in_turn
def take_back(*, space_id: int, partnership_id: int, author: Member, post_id: int, now: datetime) -> None:
    """Take one's own words back. Those that opened the conversation can be changed alone: it hangs on them."""
    row = _written_in(space_id, partnership_id, author, now)
    if _mine_in(row, author, post_id).opening:
        raise Conflict(_("This message opens your conversation. You can change its words instead."))
    conversation.withdraw_post(space_id=space_id, post_id=post_id, author=author, now=now)


def own(*, space_id: int, author: Member, post_id: int) -> Post:
    """A message of one's own, as one wrote it."""
    partnership_of(space_id=space_id, post_id=post_id, reader=author)
    found = conversation.post(space_id=space_id, post_id=post_id, reader=author)
    if not found.byline.is_you or not found.is_shown:
        raise NotFound
    return found


def partnership_of(*, space_id: int, post_id: int, reader: Member) -> int:
    """The partnership in which something was said; ``NotFound`` for anybody but the two."""
    post = conversation.post(space_id=space_id, post_id=post_id, reader=reader)
    found = models.Partnership.objects.filter(space_id=space_id, thread_id=post.thread_id).values_list("id", flat=True)
    for partnership_id in found:
        return partnership_id
    raise NotFound


def _mine_in(row: models.Partnership, author: Member, post_id: int) -> Post:
    found = own(space_id=row.space_id, author=author, post_id=post_id)
    if found.thread_id != row.thread_id:
        raise NotFound
    return found


def _written_in(space_id: int, partnership_id: int, author: Member, now: datetime) -> models.Partnership:
    """A partnership that is under way, held, with its author in it."""
    row = holding.partnership(space_id=space_id, partnership_id=partnership_id)
    side_of(row, author.user_id)
    if data.State(row.state) is not data.State.ACTIVE:
        raise Conflict(_("This is over, so nobody can write here any more. Copy your words if you need them."))
    require(row, rules.Act.WRITE, side_of(row, author.user_id), now=now)
    return row


def _between(row: models.Partnership) -> Audience:
    if row.learner_id is None or row.mentor_id is None:
        raise NotFound
    return Audience(AudienceKind.PAIR, pair=(row.learner_id, row.mentor_id))
