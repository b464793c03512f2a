"""How the window looks: roles and palettes, sizes, fonts, and the small style that draws controls."""
