"""`make bench`: measures what the project claims, prints a table, writes bench.json."""
