"""Telling people what concerns them: in the bell and by mail, each thing once."""
