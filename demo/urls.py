"""The demo's addresses."""

from django.urls import path, register_converter
from workbench.views import package_resource

from demo import converters
from demo.views import course, handlers, story, studio

register_converter(converters.UsageKeyConverter, "usage_key")
register_converter(converters.ModeConverter, "mode")

urlpatterns = [
    path("", course.home, name="home"),
    path("unit/<slug:name>", course.unit, name="unit"),
    path("studio/", studio.index, name="studio_index"),
    path("studio/<usage_key:usage_key>", studio.edit, name="studio"),
    path("switch", story.switch, name="switch"),
    path("clock", story.move_clock, name="move_clock"),
    path("view-as", story.view_as, name="view_as"),
    # Blocks and demo/runtime.js append the handler's name and its suffix.
    path("handler/<mode:mode>/<usage_key:usage_key>/", handlers.handle, name="handlers"),
    path("handler/<mode:mode>/<usage_key:usage_key>/<slug:handler>", handlers.handle),
    path("handler/<mode:mode>/<usage_key:usage_key>/<slug:handler>/<path:suffix>", handlers.handle),
    # The sdk's view for files that blocks keep in their own folders; its runtime looks for this name.
    path("resource/<str:block_type>/<path:resource>", package_resource, name="package_resource"),
]
