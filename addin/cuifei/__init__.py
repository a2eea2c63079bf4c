"""cuifei 催费: property-fee collection in the workbook that finance already keeps."""

__version__ = "0.1.0"
