"""Who works where, since when and in what role; who may sign in; circles of readers."""
