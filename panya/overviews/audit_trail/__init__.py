"""The page of the auditors: who did what to which thing, when, and whether the seal holds."""
