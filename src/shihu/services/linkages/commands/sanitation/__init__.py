"""Writing sanitation: areas, rota, sheets and rounds, objections."""
