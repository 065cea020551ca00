"""The pages of the practice: guard, form, service, redirect."""
