"""What is done to the record, a verb each: keyword-only, in one transaction, by somebody, with one audit event."""
