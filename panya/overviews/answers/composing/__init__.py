"""An answer in own words, where the organisation runs a model: asked with passages only, believed where they bear it out."""
