"""The app in Studio."""

from app_contract import MigrationContract, PluginContract
from django.test import TestCase, TransactionTestCase


class TestPluginInStudio(PluginContract, TestCase):
    pass


class TestMigrationsInStudio(MigrationContract, TransactionTestCase):
    pass
