"""The rules of collection: pure functions over frozen records, standard library only."""
