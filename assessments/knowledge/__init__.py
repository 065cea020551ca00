"""What a clinician can record about a painful back, and what follows from it. Knows nothing of Django, files or clocks."""
