"""The workbook that is open in Excel, or in any program that xlwings speaks to."""
