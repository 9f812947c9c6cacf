-- A view seals nothing: what ends in _sealed is a column that a change of keys writes anew.
alter view dossier_person rename column id_sealed to sealed_id;
