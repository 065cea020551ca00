"""A made-up clinic to look around in: its people, its patients, and what brings each of them here."""
