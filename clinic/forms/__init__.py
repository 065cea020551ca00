"""What a person fills in about the practice's patients, and how what they typed is read."""
