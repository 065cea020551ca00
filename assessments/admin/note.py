"""Signed notes, shown as they print: the frozen words, the seal, and whether it still holds."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.documents.seal import added, signature
from assessments.knowledge import note as notes
from assessments.models import SignedNote
from assessments.services.verifying import problems
from assessments.services.writing import translated
from assessments.views.sealing import seal, stamp
from clinic.admin.page import Fieldsets, ReadAdmin, line, link
from clinic.admin.site import site
from clinic.models import Patient, Practice
from clinic.roles import in_words


def _signer(note: SignedNote) -> str:
    return ", ".join(filter(None, [note.signer_name, note.signer_title, in_words(note.signer_role)]))


def _signed(note: SignedNote) -> str:
    return f"{note.signed_at:%Y-%m-%d %H:%M} UTC"


def _verified(note: SignedNote) -> str:
    return "\n".join(problems(note)) or gettext("Intact: these are the words that were signed, and the visit agrees.")


def _content(note: SignedNote) -> notes.Note | None:
    try:
        return notes.read(note.content_bytes)
    except notes.Unreadable:
        return None


def _addenda(note: SignedNote) -> Any:
    practice = Practice.current()
    said = [(added(stamp(one, practice), translated), one.text) for one in note.addenda.all()]
    return format_html_join("\n", "{}: {}", said) if said else gettext("none")


def _words(words: str, _note: SignedNote) -> str:
    return words


def _text(words: tuple[notes.Line, ...]) -> SafeString:
    """The label where there is one; what is abnormal stands out."""
    return format_html_join(
        "\n",
        '<span class="{}">{}{}</span>',
        (("abnormal" if one.abnormal else "usual", f"{one.label}: " if one.label else "", one.text) for one in words),
    )


@admin.register(SignedNote, site=site)
class SignedNoteAdmin(ReadAdmin):
    list_display = (
        line(_("signed"), _signed, order="signed_at"),
        line(_("signed by"), _signer, order="signer_name"),
        line(_("patient"), lambda row: str(row.encounter.patient), order="encounter__patient__family_name"),
        line(_("day of the visit"), lambda row: row.encounter.visited_on.isoformat(), order="encounter__visited_on"),
        "knowledge_version",
    )
    list_filter = ("signer_name", "knowledge_version")
    list_select_related = ("encounter__patient",)
    date_hierarchy = "signed_at"
    search_fields = ("encounter__patient__record_number",)
    search_help_text = _("Words of the patient's name, a record number, a date of birth.")

    def search(self, rows: QuerySet[Any], text: str) -> QuerySet[Any]:
        return rows.filter(encounter__patient__in=Patient.objects.search(text))

    def patient_of(self, obj: Any) -> Patient:
        patient: Patient = obj.encounter.patient
        return patient

    def fieldsets_read(self, obj: Any) -> Fieldsets:
        """Titles and labels are the note's own, in the language it was signed in."""
        visit = line(_("visit"), lambda row: link(row.encounter, row.encounter))
        head: Fieldsets = [(None, {"fields": [visit, line(_("verified"), _verified), line(_("addenda"), _addenda)]})]
        return [*head, *self._printed(obj), self._seal(obj)]

    def _printed(self, obj: SignedNote) -> Fieldsets:
        content = _content(obj)
        if content is None:
            unreadable = line(_("note"), lambda row: gettext("The stored note can no longer be read."))
            return [(_("As printed"), {"fields": [unreadable]})]
        band = [line(one.label or content.title, partial(_words, one.text)) for one in content.band]
        parts = [line(part.title, partial(_words, _text(part.lines))) for part in content.parts]
        return [(content.title, {"fields": [*band, *parts], "classes": ["printed"]})]

    def _seal(self, obj: SignedNote) -> tuple[Any, dict[str, Any]]:
        block = signature(seal(obj, Practice.current()), translated)
        lines = [line(label, partial(_words, words)) for label, words in block]
        return (_("Seal"), {"fields": lines, "classes": ["printed"]})
