-- Names of counties and provinces, which every list says of what it shows, found without the villages' half a million rows around them and without their table.
create index region_upper on region (code, level) include (name) where level <= 3;
