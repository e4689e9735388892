"""What the pages of the catalog show, as plain values. No writes, no rules."""
