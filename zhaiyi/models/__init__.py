"""The models on this machine: cards, the store that fetches them, their conversion."""
