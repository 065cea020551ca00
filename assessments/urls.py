"""The addresses of the day, the chart and the visit."""

from django.urls import path

from assessments.views import chart, information, today

urlpatterns = [
    path("", today.today, name="today"),
    path("information/", information.about, name="information"),
    path("information/prepare/", information.prepare, name="information-prepare"),
    path("patients/<uuid:pk>/", chart.chart, name="patient"),
    path("patients/<uuid:pk>/visits/open/", chart.open_visit, name="visit-open"),
]
