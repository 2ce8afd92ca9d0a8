"""Questions answered from what the asker may read, each with its source, or an honest “not in our knowledge”."""
