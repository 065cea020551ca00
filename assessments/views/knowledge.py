"""Everything the guidance knows, to be read and checked without code; holds no patient's data."""

from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from assessments import documents
from assessments.knowledge.published import version
from assessments.services.knowledge import review
from assessments.services.writing import translated
from clinic.models import Practice


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return render(
        request, "knowledge/page.html", {"chapters": review(get_language() or "en"), "knowledge_version": version()}
    )


@require_safe
def pdf(request: HttpRequest) -> HttpResponse:
    content = _printed(get_language() or "en", Practice.current().paper_size)
    return HttpResponse(
        content, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="knowledge.pdf"'}
    )


@cache
def _printed(language: str, paper: str) -> bytes:
    """About a second of work the first time."""
    return documents.knowledge(review(language), version=version(), paper=paper, language=language, tr=translated)
