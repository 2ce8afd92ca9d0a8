"""Review of a text before readers see it: asking, deciding, remarks, handing on, reminding."""
