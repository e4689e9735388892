"""Lists of accounts as workbooks: those people fill in and upload, and those they take away."""
