"""Records to paper: knows Word, knows no rule and no workbook."""
