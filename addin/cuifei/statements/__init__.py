"""Statements of banks, WeChat and Alipay: files to receipts. Knows layouts and no unit."""
