"""What holds for the package's Django app in the LMS and in Studio alike."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings
from xblock.core import XBlock

from cpd_community_xblock import host

APP = "cpd_community_xblock"


class OnlyOurs:
    """As ``MIGRATION_MODULES``: no app has migrations but ours."""

    def __contains__(self, app: str) -> bool:
        return app != APP

    def __getitem__(self, app: str) -> None:
        return None


def columns() -> dict[str, set[str]]:
    """The columns of each of our tables that is there."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith(APP)]
        describe = connection.introspection.get_table_description
        return {table: {column.name for column in describe(cursor, table)} for table in tables}


class PluginContract:
    """How the platform loads the plugin. Mix into a ``django.test.TestCase``."""

    def test_the_plugin_is_an_installed_app(self) -> None:
        assert apps.get_app_config(APP).name == APP

    def test_its_settings_name_the_platforms_host(self) -> None:
        assert settings.CPD_COMMUNITY_HOST == "cpd_community_xblock.host.edxapp.EdxappHost"
        assert type(host.current()).__name__ == "EdxappHost"

    def test_its_blocks_are_found_by_their_names(self) -> None:
        assert XBlock.load_class("cpd_reflection").__module__ == "cpd_community_xblock.reflection.block"
        assert XBlock.load_class("cpd_mentoring").__module__ == "cpd_community_xblock.mentoring.block"


ours_alone = override_settings(MIGRATION_MODULES=OnlyOurs())


class MigrationContract:
    """The app's own migrations, on the platform's settings. Mix into a ``django.test.TransactionTestCase``."""

    @ours_alone
    def test_the_migrations_say_all_that_the_models_do(self) -> None:
        call_command("makemigrations", APP, check=True, dry_run=True, verbosity=0)

    @ours_alone
    def test_the_migrations_make_the_tables_that_the_models_want(self) -> None:
        wanted = columns()
        assert wanted
        self.drop_tables()
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes(APP))
        assert columns() == wanted

    def drop_tables(self) -> None:
        models: list[Any] = list(apps.get_app_config(APP).get_models())
        with connection.schema_editor() as editor:
            for model in models:
                editor.delete_model(model)
        assert not columns()
