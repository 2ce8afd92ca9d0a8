"""Knowledge assets (องค์ความรู้): knowledge that is drafted, reviewed, approved, kept fresh and used."""
