"""One module per family of rule forms; each reads a cell into a draft, or says it is not its kind."""
