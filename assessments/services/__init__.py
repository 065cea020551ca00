"""What can be done with a visit: a module per noun, keyword-only verbs, one transaction and one audit event each."""
