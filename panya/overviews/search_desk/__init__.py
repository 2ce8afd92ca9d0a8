"""The search desk: what people seek in vain or give up, and what a KM team makes of it."""
