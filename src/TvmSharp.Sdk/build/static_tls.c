/*
 * Linked into a published library where TvmStaticTls is true; nothing here runs.
 *
 * .NET looks up two thread-local variables at every call into C#, at every allocation and in every scope. In a shared library
 * each such look-up is a call of __tls_get_addr, for which the variables may be anywhere. GNU ld makes them plain loads for
 * a variable that some object of the same link reads by the initial-exec model, as this one does.
 *
 * Weak: a .NET runtime that names its variables differently is as fast as without this file.
 */
extern __thread char tls_CurrentThread __attribute__((weak, visibility("hidden"), tls_model("initial-exec")));
extern __thread char tls_InlinedThreadStatics __attribute__((weak, visibility("hidden"), tls_model("initial-exec")));

/* The linker is told to keep this function, and with it the references. */
void tvmsharp_static_tls(void** addresses);

void tvmsharp_static_tls(void** addresses) {
    addresses[0] = &tls_CurrentThread;
    addresses[1] = &tls_InlinedThreadStatics;
}
