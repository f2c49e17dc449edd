"""The one Django app of this package, registered as a plugin of the LMS and of Studio."""

from django.apps import AppConfig
from django.core import checks


class CpdCommunityConfig(AppConfig):
    """Plugin app: its blocks, their tables, templates, static files and words.

    ``plugin_app`` is read by ``edx_django_utils.plugins``. Its keys are written out because that
    library comes with the platform and is not needed anywhere else.
    """

    name = "cpd_community_xblock"
    label = "cpd_community_xblock"
    verbose_name = "CPD community"
    default_auto_field = "django.db.models.BigAutoField"

    plugin_app = {
        "settings_config": {
            project: {
                "common": {"relative_path": "settings.common"},
                "production": {"relative_path": "settings.production"},
                "test": {"relative_path": "settings.test"},
            }
            for project in ("lms.djangoapp", "cms.djangoapp")
        },
        "signals_config": {
            project: {
                "relative_path": "receivers",
                "receivers": [
                    {
                        "receiver_func_name": "retire_person",
                        "signal_path": "openedx.core.djangoapps.user_api.accounts.signals.USER_RETIRE_LMS_CRITICAL",
                        "dispatch_uid": "cpd_community_xblock.retire_person",
                    },
                    {
                        "receiver_func_name": "certificate_created",
                        "signal_path": "openedx_events.learning.signals.CERTIFICATE_CREATED",
                        "dispatch_uid": "cpd_community_xblock.certificate_created",
                    },
                    {
                        "receiver_func_name": "course_passed",
                        "signal_path": "openedx.core.djangoapps.signals.signals.COURSE_GRADE_NOW_PASSED",
                        "dispatch_uid": "cpd_community_xblock.course_passed",
                    },
                    {
                        "receiver_func_name": "course_left",
                        "signal_path": "openedx_events.learning.signals.COURSE_UNENROLLMENT_COMPLETED",
                        "dispatch_uid": "cpd_community_xblock.course_left",
                    },
                ],
            }
            for project in ("lms.djangoapp",)
        },
    }

    def ready(self) -> None:
        from cpd_community_xblock.checks import confidentiality_settings

        checks.register(confidentiality_settings)
