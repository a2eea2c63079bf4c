"""LibreOffice as a live spreadsheet program: an engine for xlwings over UNO."""
