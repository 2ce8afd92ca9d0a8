"""Notes (บันทึก): what officers tell one another in their own words, kept in notebooks.

A note has no fields beyond those of Item and Revision, so this app has no models.
"""
