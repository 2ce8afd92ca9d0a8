"""Items, their revisions and drafts, where they are kept and who may read them."""
