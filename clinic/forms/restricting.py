"""Who is named to the care team of a restricted record."""

from typing import Any

from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic.forms.keyed import KeyedForm
from clinic.models import Staff
from clinic.roles import MAY, Act

# Those who keep the records see a restricted one unnamed.
ROLES = [role.value for role, acts in MAY.items() if Act.SEE_CHART in acts and Act.SEE_RESTRICTED not in acts]


def who_open_charts() -> QuerySet[Staff]:
    people = Staff.objects.filter(is_active=True, groups__name__in=ROLES)
    return people.distinct().order_by("display_name", "username")


class NamingForm(KeyedForm):
    staff = forms.TypedChoiceField(label=_("Member of staff"))

    def __init__(self, *args: Any, but: set[object], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_naming_%s", **kwargs)
        people = [
            (str(one.pk), f"{one.name_and_title} ({one.username})") for one in who_open_charts() if one.pk not in but
        ]
        field = self.fields["staff"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", gettext("Choose somebody")), *people]
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "key",
            "staff",
            Div(Submit("send", gettext("Add to the care team"), css_class="act act-quiet"), css_class="acts"),
        )
