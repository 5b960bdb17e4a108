CSX("fr/t0",[["L'eau potable","index.html"]]);
