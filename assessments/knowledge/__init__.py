"""What a clinician can record about a painful back, and what follows. Knows nothing of Django, files or clocks."""
