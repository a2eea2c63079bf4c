"""The invented estate of `cuifei demo`: people, money, letters and a bank, all made up."""
