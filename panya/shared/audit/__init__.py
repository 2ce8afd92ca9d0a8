"""The sealed log of who changed what: written in the act's transaction, chained by one sealer."""
