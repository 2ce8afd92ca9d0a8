"""The append-only ledger of facts, and the spool of reads."""
