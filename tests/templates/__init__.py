"""Templates, forms, the learning scale and the sample school."""
