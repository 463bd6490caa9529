/* A header of one source only. */
#define FACTOR 3
