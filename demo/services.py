"""The user service, as the platform offers it. The sdk's own i18n service will do."""

from typing import Any

from django.utils.translation import get_language
from xblock.reference.user_service import UserService, XBlockUser

from cpd_community_xblock.host.data import Role


class DemoUserService(UserService):  # type: ignore[misc]
    """The person that a runtime is bound to, under the attribute names of the platform."""

    def __init__(self, user: Any, *, role: Role, time_zone: str, in_studio: bool) -> None:
        super().__init__(user=user)
        self._role = role
        self._time_zone = time_zone
        self._in_studio = in_studio

    def get_current_user(self) -> XBlockUser:
        if self._user is None:
            nobody = XBlockUser(is_current_user=True)
            nobody.opt_attrs["edx-platform.is_authenticated"] = False
            return nobody
        someone = XBlockUser(is_current_user=True, emails=[self._user.email], full_name=self._user.get_full_name())
        is_staff = self._role is Role.COURSE_TEAM
        someone.opt_attrs.update(
            {
                "edx-platform.is_authenticated": True,
                "edx-platform.user_id": self._user.id,
                "edx-platform.username": self._user.username,
                # Studio's preview has one anonymous id for everyone, and does not say who is staff. Elsewhere the
                # standalone host takes the username for it.
                "edx-platform.anonymous_user_id": "student" if self._in_studio else self._user.username,
                "edx-platform.user_is_staff": is_staff and not self._in_studio,
                "edx-platform.user_is_global_staff": False,
                "edx-platform.user_role": "instructor" if self._in_studio else "staff" if is_staff else "student",
                "edx-platform.user_preferences": {"pref-lang": get_language(), "time_zone": self._time_zone},
            }
        )
        return someone
