"""Rules of sanitation: areas, rota, scores."""
