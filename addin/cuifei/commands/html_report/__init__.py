"""The dashboard as one HTML file for a phone, a mail or a printer; it needs no network."""
