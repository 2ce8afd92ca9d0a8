"""Takes the words out of files that nobody trusts; runs in a child process with hard limits, without Django."""
