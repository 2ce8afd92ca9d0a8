"""What became of what I wrote: read, talked about, built upon."""
