"""The app in the LMS."""

from app_contract import MigrationContract, PluginContract
from django.test import TestCase, TransactionTestCase
from openedx.core.djangoapps.user_api.accounts.signals import USER_RETIRE_LMS_CRITICAL


class TestPluginInTheLms(PluginContract, TestCase):
    def test_it_hears_of_retirement(self) -> None:
        connected = [uid for (uid, _sender), *_receiver in USER_RETIRE_LMS_CRITICAL.receivers]
        assert connected.count("cpd_community_xblock.retire_person") == 1


class TestMigrationsInTheLms(MigrationContract, TransactionTestCase):
    pass
