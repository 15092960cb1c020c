"""Two hundred persons who do not exist, and the registers that know them, served by a process of their own."""
