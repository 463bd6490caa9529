using System.Text;

namespace TvmSharp.Generators;

internal static partial class Glue
{
    /// <summary>Writes the file that carries the glue in the assembly's metadata.</summary>
    public static string Write(GlueModel model) => AssemblyMetadata.Write("TvmSharp.Glue", C(model));

    /// <summary>The glue, in C99 without any header of TVM's.</summary>
    private static string C(GlueModel model)
    {
        var text = new StringBuilder(Declarations);
        text.Append("\n/* The entry points, compiled from C#. */\n");
        foreach (TableEntry entry in model.Table)
        {
            text.Append($"extern int {entry.EntrySymbol}(void*, const TVMFFIAny*, int32_t, TVMFFIAny*) HIDDEN;\n");
        }

        text.Append($"\n#define FUNCTION_COUNT {EntryPoints.Number(model.Table.Count)}\n");
        text.Append($"#define PREFIX {CText.Literal(model.Prefix)}\n\n");
        text.Append("/* One more than there are: an array of none is not C. */\n");
        text.Append("static const Function functions[FUNCTION_COUNT + 1] = {\n");
        foreach (TableEntry entry in model.Table)
        {
            text.Append("    {")
                .Append(CText.ByteArray(entry.Name)).Append(",\n     ")
                .Append(CText.ByteArray(entry.Doc)).Append(",\n     ")
                .Append(CText.ByteArray(entry.Metadata)).Append(",\n     ")
                .Append(entry.EntrySymbol).Append("},\n");
        }

        text.Append("    {{0, 0}, {0, 0}, {0, 0}, 0},\n};\n\n");
        text.Append(Code);
        return text.ToString().Replace("\r\n", "\n");
    }

    /// <summary>What precedes the functions.</summary>
    internal const string Declarations = """
        /* Registers the functions of a TVM extension when the library is loaded. Generated; needs no headers of TVM. */
        #include <stdint.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>

        #define HIDDEN __attribute__((visibility("hidden")))
        #define EXPORTED __attribute__((visibility("default")))

        /* What is used of tvm/ffi/c_api.h. */
        typedef struct {
            uint32_t major, minor, patch;
        } TVMFFIVersion;

        typedef struct {
            int32_t type_index;
            uint32_t zero_padding;
            union {
                int64_t v_int64;
                const char* v_c_str;
                void* v_obj;
            } value;
        } TVMFFIAny;

        typedef struct {
            const char* data;
            size_t size;
        } TVMFFIByteArray;

        typedef struct {
            uint64_t combined_ref_count;
            int32_t type_index;
            uint32_t padding;
            void (*deleter)(void*, int);
        } TVMFFIObject;

        typedef struct {
            TVMFFIByteArray kind, message;
        } TVMFFIErrorCellStart;

        typedef struct {
            TVMFFIByteArray name, doc, metadata;
            int64_t flags;
            TVMFFIAny method;
        } TVMFFIMethodInfo;

        typedef int (*TVMFFISafeCallType)(void*, const TVMFFIAny*, int32_t, TVMFFIAny*);

        enum { TYPE_NONE = 0, TYPE_RAW_STR = 8, TYPE_OBJECT = 64, TYPE_FUNCTION = 68, FLAG_STATIC_METHOD = 4 };

        extern void TVMFFIGetVersion(TVMFFIVersion*);
        extern int TVMFFIObjectDecRef(void*);
        extern int TVMFFIFunctionCreate(void*, TVMFFISafeCallType, void (*)(void*), void**);
        extern int TVMFFIFunctionGetGlobal(const TVMFFIByteArray*, void**);
        extern int TVMFFIFunctionCall(void*, TVMFFIAny*, int32_t, TVMFFIAny*);
        extern int TVMFFIFunctionSetGlobalFromMethodInfo(const TVMFFIMethodInfo*, int);
        extern void TVMFFIErrorMoveFromRaised(void**);
        extern void TVMFFIErrorSetRaisedFromCStr(const char*, const char*);

        typedef struct {
            TVMFFIByteArray name, doc, metadata;
            TVMFFISafeCallType entry;
        } Function;

        """;

    /// <summary>What follows the table.</summary>
    internal const string Code = """
        /* What went wrong while the library was loaded, or null. Nobody frees it. */
        static char* failure = 0;
        static int failed = 0;

        /* Adds to the message. Without memory for it the message stays shorter. */
        static void complain(const char* text, size_t length) {
            size_t old = failure == 0 ? 0 : strlen(failure);
            char* longer = (char*)realloc(failure, old + length + 1);
            failed = 1;
            if (longer == 0) return;
            memcpy(longer + old, text, length);
            longer[old + length] = 0;
            failure = longer;
        }

        static void complain_text(const char* text) { complain(text, strlen(text)); }

        /* Adds the message of the error that TVM has raised, and clears it. */
        static void complain_raised(void) {
            void* error = 0;
            TVMFFIErrorMoveFromRaised(&error);
            if (error == 0) {
                complain_text("unknown error");
                return;
            }
            const TVMFFIErrorCellStart* cell =
                (const TVMFFIErrorCellStart*)(const void*)((const char*)error + sizeof(TVMFFIObject));
            complain(cell->message.data, cell->message.size);
            TVMFFIObjectDecRef(error);
        }

        static int check_version(void) {
            TVMFFIVersion version = {0, 0, 0};
            char text[160];
            TVMFFIGetVersion(&version);
            if (version.major == 0 && version.minor == 1 && version.patch >= 13) return 1;
            snprintf(text, sizeof text, "the tvm-ffi of this process is version %u.%u.%u; needed is 0.1.13 or a later 0.1",
                     (unsigned)version.major, (unsigned)version.minor, (unsigned)version.patch);
            complain_text("Cannot register the TVM extension '" PREFIX "': ");
            complain_text(text);
            return 0;
        }

        static int check_names(void) {
            int taken = 0;
            for (int i = 0; i < FUNCTION_COUNT; ++i) {
                void* other = 0;
                if (TVMFFIFunctionGetGlobal(&functions[i].name, &other) != 0) {
                    complain_text("Cannot register the TVM extension '" PREFIX "': ");
                    complain_raised();
                    return 0;
                }
                if (other == 0) continue;
                TVMFFIObjectDecRef(other);
                complain_text(taken++ == 0 ? "Cannot register the TVM extension '" PREFIX "', these names are already registered: "
                                           : ", ");
                complain(functions[i].name.data, functions[i].name.size);
            }
            return taken == 0;
        }

        static int register_function(const Function* function) {
            TVMFFIMethodInfo info;
            void* object = 0;
            int code;
            if (TVMFFIFunctionCreate(0, function->entry, 0, &object) != 0) return 0;
            memset(&info, 0, sizeof info);
            info.name = function->name;
            info.doc = function->doc;
            info.metadata = function->metadata;
            info.flags = FLAG_STATIC_METHOD;
            info.method.type_index = TYPE_FUNCTION;
            info.method.value.v_obj = object;
            code = TVMFFIFunctionSetGlobalFromMethodInfo(&info, 0);
            TVMFFIObjectDecRef(object);
            return code == 0;
        }

        /* Takes the first functions of the table out of the registry again. */
        static void unregister(int count) {
            static const TVMFFIByteArray remover_name = {"ffi.FunctionRemoveGlobal", 24};
            void* remover = 0;
            if (TVMFFIFunctionGetGlobal(&remover_name, &remover) != 0 || remover == 0) return;
            for (int i = 0; i < count; ++i) {
                TVMFFIAny name, result;
                memset(&name, 0, sizeof name);
                memset(&result, 0, sizeof result);
                name.type_index = TYPE_RAW_STR;
                name.value.v_c_str = functions[i].name.data;
                if (TVMFFIFunctionCall(remover, &name, 1, &result) != 0) {
                    void* error = 0;
                    TVMFFIErrorMoveFromRaised(&error);
                    if (error != 0) TVMFFIObjectDecRef(error);
                } else if (result.type_index >= TYPE_OBJECT) {
                    TVMFFIObjectDecRef(result.value.v_obj);
                }
            }
            TVMFFIObjectDecRef(remover);
        }

        /* Runs while the library is loaded. It calls no managed code, so that the .NET runtime starts at the first
           call, and it lets the process live whatever happens: see __tvm_ffi_tvmsharp_check. */
        __attribute__((constructor)) static void register_all(void) {
            if (!check_version() || !check_names()) return;
            for (int i = 0; i < FUNCTION_COUNT; ++i) {
                if (register_function(&functions[i])) continue;
                complain_text("Cannot register '");
                complain(functions[i].name.data, functions[i].name.size);
                complain_text("' of the TVM extension '" PREFIX "': ");
                complain_raised();
                unregister(i);
                return;
            }
        }

        /* The function "tvmsharp_check" of the library: raises what went wrong when it was loaded. */
        EXPORTED int __tvm_ffi_tvmsharp_check(void* self, const TVMFFIAny* args, int32_t count, TVMFFIAny* result) {
            (void)self;
            (void)args;
            (void)count;
            if (failed) {
                TVMFFIErrorSetRaisedFromCStr(
                    "RuntimeError", failure != 0 ? failure : "Cannot register the TVM extension '" PREFIX "': out of memory");
                return -1;
            }
            memset(result, 0, sizeof *result);
            return 0;
        }

        """;
}
