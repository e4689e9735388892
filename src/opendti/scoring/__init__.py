"""The pure scoring core: index sets, exact scores, ranks and their explanations. No Django."""
