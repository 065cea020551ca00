"""What comes with every save: its key, the revision it was made from, and the slots it is about."""

from collections.abc import Iterator
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext, ngettext

from assessments.forms.fields import TRIED_MARK
from assessments.forms.sections import SECTION_OF
from assessments.knowledge.answers import shown
from assessments.knowledge.findings.history import TRIED
from clinic.refusals import Refused

WAS = "was-"
BESIDE_ANSWERS = frozenset({"csrfmiddlewaretoken", "key", "revision", "rows", "undo"})


class NoRevision(Refused):
    def __init__(self) -> None:
        super().__init__(
            gettext("This save does not say which revision of the visit it was made from."),
            field="revision",
            way_out=gettext("Reload the visit and save again."),
        )


class SaveForm(forms.Form):
    key = forms.UUIDField()
    revision = forms.IntegerField(min_value=1, max_value=2**31 - 1)

    def opened(self) -> tuple[UUID, int]:
        """Key and revision. Raises NoRevision or Refused."""
        if not self.is_valid():
            if "revision" in self.errors:
                raise NoRevision
            raise Refused(
                gettext("This save has no valid key."), field="key", way_out=gettext("Reload the visit and save again.")
            )
        return self.cleaned_data["key"], self.cleaned_data["revision"]


def slots_of(data: QueryDict) -> list[str]:
    """The slots a save is about, in the order of the page. Raises Refused, naming what is no finding."""
    named = set(_named(data))
    if strangers := sorted(named - set(SECTION_OF)):
        raise Refused(
            ngettext("There is no finding %(names)s.", "There are no findings %(names)s.", len(strangers))
            % {"names": ", ".join(map(shown, strangers[:5]))},
            field=strangers[0],
            way_out=gettext("Reload the visit and save again."),
        )
    if unsaid := sorted(slot for slot in named if f"{WAS}{slot}" not in data):
        raise Refused(
            gettext("%(slots)s: this save does not say what the answer was before.") % {"slots": ", ".join(unsaid)},
            field=unsaid[0],
            way_out=gettext("Reload the visit and save again."),
        )
    return [slot for slot in SECTION_OF if slot in named]


def _named(data: QueryDict) -> Iterator[str]:
    for name in data:
        if name.startswith(TRIED_MARK):
            yield TRIED.id
        elif name not in BESIDE_ANSWERS:
            yield name.removeprefix(WAS)
