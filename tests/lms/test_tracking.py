"""What people write stays out of the platform's own log of requests."""

from unittest.mock import patch

from browser import as_a_page_sends
from common.djangoapps.track import views
from common.djangoapps.track.middleware import TrackMiddleware
from course_case import CourseCase
from course_client import address
from django.conf import settings
from django.test import RequestFactory, override_settings

WORDS = "I was frightened, and nobody came."


class TestTracking(CourseCase):
    def tracked(self, patterns: list[str]) -> list[str]:
        """What the platform's tracking is given to log of a page's own way to send a draft."""
        body = as_a_page_sends({"stage": "what", "version": 0, "base": "", "body": WORDS})
        request = RequestFactory().post(address(self.block, "save_draft"), body, content_type="application/json")
        request.user, request.session = self.learner("amara").user, {}
        with override_settings(TRACKING_IGNORE_URL_PATTERNS=patterns), patch.object(views, "server_track") as track:
            TrackMiddleware(lambda _request: None).process_request(request)
        return [str(call.args[1:]) for call in track.call_args_list]

    def test_the_plugin_keeps_the_platforms_tracking_away_from_its_handlers(self) -> None:
        assert self.tracked(settings.TRACKING_IGNORE_URL_PATTERNS) == []

    def test_even_a_site_that_tracks_every_address_logs_no_words(self) -> None:
        (event,) = self.tracked([])
        assert "save_draft" in event
        assert "frightened" not in event
