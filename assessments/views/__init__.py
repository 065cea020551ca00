"""The pages of the visit: guard, form, service, redirect."""
