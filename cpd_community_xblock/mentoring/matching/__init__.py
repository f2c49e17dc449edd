"""The matching engine: numpy and plain data. Import ``match`` from ``run`` where it is needed, not before."""
