"""What can be done with any item; features call these inside their own verbs."""
