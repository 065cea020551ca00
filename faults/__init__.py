"""What the record survives: a real server is killed, starved and hurried, and a ledger kept outside says what it lost.

Servers are started here, on 127.0.0.1, with a database of their own; nothing else is ever talked to.
"""
