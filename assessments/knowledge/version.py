"""Which release of the knowledge this is, and who stands behind it. Every release has its line in CHANGELOG.md."""

from datetime import date

RELEASE = "2026.11"
RELEASED_ON = date(2026, 11, 22)
# By then somebody reads all of it against its sources again, changed or not.
REVIEW_BY = date(2027, 11, 22)
DEVELOPER = "The Backchart project"
