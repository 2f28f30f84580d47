"""Between the registry's rows, the engine and the commands."""
