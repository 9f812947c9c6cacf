/* The county is how rows are spread: what belongs to one county lies together. So a county's tables
 * have a column for it, and a statement that joins two of them says that the county is the same. */
#ifndef OPS_BUILD_COUNTY_H
#define OPS_BUILD_COUNTY_H

/* Prints a line for everything that is otherwise. `exempt` is a file with lines `table: reason`. */
void county_check(const char *exempt);

#endif
