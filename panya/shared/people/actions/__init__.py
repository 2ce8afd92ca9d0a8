"""What is done to units, people and circles; each act asks permission, is one transaction and is audited."""
