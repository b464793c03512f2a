"""How the window looks: palettes, sizes, fonts, and the small style that draws controls."""
