"""The authors' side: what is defined here, where each part is used, what is wrong with it, and a bench for one rule."""
