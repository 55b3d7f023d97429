"""Builds the Word files of the invented Department of Science and Technology of Vân Hải."""
