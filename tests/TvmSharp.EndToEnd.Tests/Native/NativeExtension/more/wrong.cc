#include "factor.h"

int wrong() {
    return FACTOR + undeclared;
}
