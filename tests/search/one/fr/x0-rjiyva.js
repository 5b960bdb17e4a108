CSX("fr/x0",[[["","","Les journaux disent où trouver de l'eau."],["suite","Suite","Le journal local."]]]);
