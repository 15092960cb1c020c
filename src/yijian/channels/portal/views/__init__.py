"""The addresses of the portal. A view reads its request, calls one use case for its act, and shows or redirects."""
