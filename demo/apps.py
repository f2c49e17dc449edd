"""The demo's app: it tells the standalone host which course there is and what time it is."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Stands between xblock-sdk, the course in ``demo/course`` and the package's standalone host."""

    name = "demo"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cpd_community_xblock import host
        from cpd_community_xblock.host.standalone import StandaloneHost
        from demo import clock, course, outline

        current = host.current()
        if isinstance(current, StandaloneHost):
            current.clock = clock.now
            current.runs[course.KEY] = course.RUN
            current.address = outline.address_of
