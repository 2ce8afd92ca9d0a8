"""The look: layout, components, forms, tokens, error pages; knows nothing of the product."""
