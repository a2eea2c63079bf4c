"""The papers of a bundle of evidence, as counsel reads them."""
