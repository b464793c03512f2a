"""Finding people's names in running text, in every form in which they are typed."""
