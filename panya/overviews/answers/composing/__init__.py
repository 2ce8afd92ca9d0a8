"""An answer in own words, where a model is set: it sees passages only, and is believed where they bear it out."""
