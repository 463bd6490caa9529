// A static initialiser that throws, as one does that registers a name twice.
#include <stdexcept>

static int Open() { throw std::runtime_error("there is no device"); }

extern const int device;
const int device = Open();
