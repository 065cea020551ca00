"""Which release of the knowledge this is. Every release has its line in CHANGELOG.md."""

RELEASE = "2026.11"
