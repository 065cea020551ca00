"""The admin site: who may enter, by clinic.roles alone, and which of Django's own pages it goes without."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from clinic.refusals import NotAllowed
from clinic.roles import SAYS, Act, may

ENTRY = (Act.MANAGE_RECORDS, Act.MANAGE_PRACTICE, Act.MANAGE_STAFF, Act.READ_AUDIT)
# Signing out and passwords have one place each, and that is not here; the others show rows past their own pages.
WITHOUT = {"logout", "password_change", "password_change_done", "autocomplete", "view_on_site"}

View = Any  # what django-stubs calls a view has no public name


class RecordsSite(admin.AdminSite):
    site_title = _("Backchart records")
    site_header = _("Backchart records")
    index_title = _("Records")
    empty_value_display = ""

    def has_permission(self, request: HttpRequest) -> bool:
        return any(may(request.user, act) for act in ENTRY)

    def admin_view(self, view: View, cacheable: bool = False) -> View:
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.user.is_authenticated and not self.has_permission(request):
                raise NotAllowed(Act.MANAGE_RECORDS.value, says=str(SAYS[Act.MANAGE_RECORDS]))
            return inner(request, *args, **kwargs)

        return guarded

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The site has one way to sign in."""
        return redirect_to_login(request.GET.get("next") or reverse("admin:index"), settings.LOGIN_URL)

    def get_urls(self) -> list[Any]:
        return [url for url in super().get_urls() if getattr(url, "name", None) not in WITHOUT]


site = RecordsSite(name="admin")
site.disable_action("delete_selected")
