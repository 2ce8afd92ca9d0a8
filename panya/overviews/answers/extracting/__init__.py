"""The sentences that answer a question, found in texts by plain counting: no model, no database, no state."""
