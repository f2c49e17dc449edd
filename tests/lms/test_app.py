"""The app in the LMS."""

from app_contract import MigrationContract, PluginContract
from django.test import TestCase, TransactionTestCase
from openedx.core.djangoapps.signals.signals import COURSE_GRADE_NOW_PASSED
from openedx.core.djangoapps.user_api.accounts.signals import USER_RETIRE_LMS_CRITICAL
from openedx_events.learning.signals import CERTIFICATE_CREATED, COURSE_UNENROLLMENT_COMPLETED


class TestPluginInTheLms(PluginContract, TestCase):
    def test_it_hears_of_retirement(self) -> None:
        connected = [uid for (uid, _sender), *_receiver in USER_RETIRE_LMS_CRITICAL.receivers]
        assert connected.count("cpd_community_xblock.retire_person") == 1

    def test_it_hears_of_certificates_of_passing_and_of_leaving(self) -> None:
        heard = (
            (CERTIFICATE_CREATED, "certificate_created"),
            (COURSE_GRADE_NOW_PASSED, "course_passed"),
            (COURSE_UNENROLLMENT_COMPLETED, "course_left"),
        )
        for signal, name in heard:
            connected = [key[0] for key, *_receiver in signal.receivers]
            assert connected.count(f"cpd_community_xblock.{name}") == 1


class TestMigrationsInTheLms(MigrationContract, TransactionTestCase):
    pass
