"""What could tell who someone is, on the real platform: asked about, counted, and in none of its logs."""

import logging
import re
from uuid import uuid4

from browser import text
from course_case import CourseCase
from django.db import DataError, connection

from cpd_community_xblock import models

CALLED = "Her daughter rang from 07700 900123, and Mrs Okafor wept."


class TestGuard(CourseCase):
    def setUp(self) -> None:
        super().setUp()
        self.amara = self.learner("amara", cohort="Night shift")
        self.meera = self.learner("meera", cohort="Night shift")
        self.thread = self.share_from(self.amara)

    def counted(self) -> dict[tuple[str, str], int]:
        return {
            (row.category, row.outcome): row.count for row in models.Tally.objects.filter(course_key=self.course.id)
        }

    def test_it_is_told_while_writing_and_asked_about_before_it_is_sent(self) -> None:
        told = text(self.meera.sends(self.block, "look_over", body=CALLED))
        assert "2 details could show who someone is" in told
        assert self.counted() == {}
        with self.assertLogs(level=logging.DEBUG) as logs:
            refused = self.meera.responds(self.block, self.thread, CALLED)
        assert refused.status_code == 422
        assert "Pick a reason here, or change the words above." in text(refused)
        assert CALLED in text(refused)
        [noticed] = re.findall(r'name="noticed" value="([^"]+)"', text(refused))
        [explained] = re.findall(r'name="explained" value="([^"]+)"', text(refused))
        sent = {"thread": self.thread, "body": CALLED, "signature": "named", "token": uuid4()}
        taken = self.meera.sends(self.block, "respond", **sent, noticed=noticed, explained=explained, stays="invented")
        assert taken.status_code == 200
        assert self.counted() == {
            ("phone", "sent_back"): 1,
            ("name", "sent_back"): 1,
            ("phone", "invented"): 1,
            ("name", "left"): 1,
        }
        assert not any("900123" in line or "Okafor" in line for line in logs.output)

    def test_a_private_draft_is_never_held_up(self) -> None:
        assert self.meera.finishes(self.block, CALLED, stage="what").status_code == 200
        assert self.counted() == {}

    def test_a_fault_tells_the_platforms_logs_nothing_of_what_was_typed(self) -> None:
        def refuse(execute, sql, params, many, context):
            if sql.startswith("INSERT") and "cpd_community_xblock_stagetext" in sql:
                raise DataError(f"Data too long: {params}")
            return execute(sql, params, many, context)

        with connection.execute_wrapper(refuse), self.assertLogs(level=logging.DEBUG) as logs:
            answer = self.meera.writes(self.block, CALLED, stage="what")
        assert answer.status_code == 500
        assert "What you typed is still here" in text(answer)
        assert any("The handler save_draft failed" in line for line in logs.output)
        assert not any("900123" in line for line in logs.output)
