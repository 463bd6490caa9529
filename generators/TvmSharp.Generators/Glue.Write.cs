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

        foreach (TypeEntry type in model.Types)
        {
            foreach (ConverterEntry converter in type.Converters)
            {
                text.Append($"extern int {converter.EntrySymbol}(void*, const TVMFFIAny*, TVMFFIAny*) HIDDEN;\n");
            }

            foreach (MethodEntry method in type.Methods)
            {
                text.Append($"extern int {method.Entry.EntrySymbol}(void*, const TVMFFIAny*, int32_t, TVMFFIAny*) HIDDEN;\n");
            }
        }

        text.Append($"\n#define FUNCTION_COUNT {EntryPoints.Number(model.Table.Count)}\n");
        text.Append($"#define TYPE_COUNT {EntryPoints.Number(model.Types.Count)}\n");
        text.Append($"#define PREFIX {CText.Literal(model.Prefix)}\n\n");
        text.Append("/* One more than there are: an array of none is not C. */\n");
        text.Append("static const Function functions[FUNCTION_COUNT + 1] = {\n");
        foreach (TableEntry entry in model.Table)
        {
            text.Append("    ").Append(Function(entry, "FLAG_STATIC_METHOD")).Append(",\n");
        }

        text.Append("    {{0, 0}, {0, 0}, {0, 0}, 0, 0},\n};\n\n");
        for (int i = 0; i < model.Types.Count; i++)
        {
            AppendMembers(text, i, model.Types[i]);
        }

        text.Append("static const Type types[TYPE_COUNT + 1] = {\n");
        for (int i = 0; i < model.Types.Count; i++)
        {
            AppendType(text, i, model.Types[i]);
        }

        text.Append("    {{0, 0}, {0, 0}, {0, 0}, 0, 0, 0, 0, 0, 0, 0},\n};\n\n");
        text.Append(Code);
        return text.ToString().Replace("\r\n", "\n");
    }

    private static string Function(TableEntry entry, string flags)
        => $"{{{CText.ByteArray(entry.Name)},\n     {CText.ByteArray(entry.Doc)},\n     {CText.ByteArray(entry.Metadata)},\n     {flags}, {entry.EntrySymbol}}}";

    private static void AppendMembers(StringBuilder text, int index, TypeEntry type)
    {
        string number = EntryPoints.Number(index);
        text.Append($"/* {type.Object.Key} */\n");
        text.Append($"static const Field fields{number}[{EntryPoints.Number(type.Converters.Count)} + 1] = {{\n");
        for (int i = 0; i < type.Converters.Count; i++)
        {
            FieldModel field = type.Object.Fields[i];
            int[] numbers = [(int)field.Flags, field.Storage.Size(), field.Storage.Alignment(), field.Offset, (int)field.Storage];
            string textDefault = field.Default is { Kind: DefaultKind.Text } value ? CText.ByteArray(value.Text) : "{0, 0}";
            text.Append("    {")
                .Append(CText.ByteArray(field.Name)).Append(",\n     ")
                .Append(CText.ByteArray(field.Doc)).Append(",\n     ")
                .Append(CText.ByteArray(field.Metadata)).Append(",\n     ")
                .Append(string.Join(", ", numbers.Select(EntryPoints.Number))).Append(", ")
                .Append(type.Converters[i].EntrySymbol).Append(", ")
                .Append(CText.Any(field.Default)).Append(", ")
                .Append(textDefault).Append("},\n");
        }

        text.Append("    {{0, 0}, {0, 0}, {0, 0}, 0, 0, 0, 0, 0, 0, {0, 0, {0}}, {0, 0}},\n};\n\n");
        text.Append($"static const Function methods{number}[{EntryPoints.Number(type.Methods.Count)} + 1] = {{\n");
        foreach (MethodEntry method in type.Methods)
        {
            text.Append("    ").Append(Function(
                method.Entry,
                TypeAttributeName.IsFunction(method.Entry.Name) ? "FLAG_TYPE_ATTRIBUTE" : method.IsStatic ? "FLAG_STATIC_METHOD" : "0")).Append(",\n");
        }

        text.Append("    {{0, 0}, {0, 0}, {0, 0}, 0, 0},\n};\n\n");
    }

    private static void AppendType(StringBuilder text, int index, TypeEntry type)
    {
        string number = EntryPoints.Number(index);
        int[] numbers = [type.Object.Depth, type.Object.Size, type.Object.StructuralKind, type.Converters.Count, type.Methods.Count];
        text.Append("    {")
            .Append(CText.ByteArray(type.Object.Key)).Append(", ")
            .Append(CText.ByteArray(type.Object.Parent ?? "ffi.Object")).Append(",\n     ")
            .Append(CText.ByteArray(type.Object.Doc)).Append(",\n     ")
            .Append(string.Join(", ", numbers.Select(EntryPoints.Number)))
            .Append($", fields{number}, methods{number}}},\n");
    }

    /// <summary>What precedes the functions.</summary>
    internal const string Declarations = """
        /* Registers the functions and types of a TVM extension when the library is loaded. Generated; needs no headers of TVM. */
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
                double v_float64;
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

        typedef int (*TVMFFIFieldGetter)(void*, TVMFFIAny*);

        typedef struct {
            TVMFFIByteArray name, doc, metadata;
            int64_t flags, size, alignment, offset;
            TVMFFIFieldGetter getter;
            void* setter;
            TVMFFIAny default_value_or_factory;
            int32_t field_static_type_index;
        } TVMFFIFieldInfo;

        typedef struct {
            TVMFFIByteArray doc;
            int (*creator)(void**);
            int32_t total_size, structural_eq_hash_kind;
        } TVMFFITypeMetadata;

        typedef int (*TVMFFISafeCallType)(void*, const TVMFFIAny*, int32_t, TVMFFIAny*);

        enum {
            TYPE_NONE = 0,
            TYPE_INT = 1,
            TYPE_BOOL = 2,
            TYPE_FLOAT = 3,
            TYPE_RAW_STR = 8,
            TYPE_OBJECT = 64,
            TYPE_FUNCTION = 68,
            FLAG_STATIC_METHOD = 1 << 2,
            FLAG_SETTER_IS_FUNCTION = 1 << 11,
            FLAG_TYPE_ATTRIBUTE = 1 << 30 /* of this file only */
        };

        extern void TVMFFIGetVersion(TVMFFIVersion*);
        extern int TVMFFIObjectDecRef(void*);
        extern int TVMFFIFunctionCreate(void*, TVMFFISafeCallType, void (*)(void*), void**);
        extern int TVMFFIFunctionGetGlobal(const TVMFFIByteArray*, void**);
        extern int TVMFFIFunctionCall(void*, TVMFFIAny*, int32_t, TVMFFIAny*);
        extern int TVMFFIFunctionSetGlobalFromMethodInfo(const TVMFFIMethodInfo*, int);
        extern int TVMFFIStringFromByteArray(const TVMFFIByteArray*, TVMFFIAny*);
        extern int32_t TVMFFITypeGetOrAllocIndex(const TVMFFIByteArray*, int32_t, int32_t, int32_t, int32_t, int32_t);
        extern int TVMFFITypeRegisterField(int32_t, const TVMFFIFieldInfo*);
        extern int TVMFFITypeRegisterMethod(int32_t, const TVMFFIMethodInfo*);
        extern int TVMFFITypeRegisterAttr(int32_t, const TVMFFIByteArray*, const TVMFFIAny*);
        extern int TVMFFITypeRegisterMetadata(int32_t, const TVMFFITypeMetadata*);
        extern void TVMFFIErrorMoveFromRaised(void**);
        extern void TVMFFIErrorSetRaisedFromCStr(const char*, const char*);

        /* Runs the static initialisers of native sources, where the library has any. Returns what one threw, or null. */
        extern const char* tvmsharp_native_initialize(void) __attribute__((weak)) HIDDEN;

        typedef struct {
            TVMFFIByteArray name, doc, metadata;
            int64_t flags;
            TVMFFISafeCallType entry;
        } Function;

        /* Converts a value on its way into a field. */
        typedef int (*Converter)(void*, const TVMFFIAny*, TVMFFIAny*);

        typedef struct {
            TVMFFIByteArray name, doc, metadata;
            int64_t flags, size, alignment, offset;
            int32_t storage;
            Converter convert;
            TVMFFIAny default_value;
            TVMFFIByteArray default_text;
        } Field;

        typedef struct {
            TVMFFIByteArray key, parent, doc;
            int32_t depth, size, structural_kind;
            int field_count, method_count;
            const Field* fields;
            const Function* methods;
        } Type;

        """;

    /// <summary>What follows the tables.</summary>
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

        /* Index of a type, or a negative number when there is none. Other look-ups end the process then. */
        static int32_t type_index(const TVMFFIByteArray* key) { return TVMFFITypeGetOrAllocIndex(key, -1, 0, 0, 0, -2); }

        static void complain_taken(int* taken, const TVMFFIByteArray* name) {
            complain_text((*taken)++ == 0 ? "Cannot register the TVM extension '" PREFIX "', these names are already registered: "
                                          : ", ");
            complain(name->data, name->size);
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
                complain_taken(&taken, &functions[i].name);
            }
            for (int i = 0; i < TYPE_COUNT; ++i) {
                if (type_index(&types[i].key) >= 0) complain_taken(&taken, &types[i].key);
            }
            return taken == 0;
        }

        /* Registers a global function, or a method or attribute when there is a type. */
        static int register_function(const Function* function, int32_t type) {
            TVMFFIMethodInfo info;
            void* object = 0;
            int code;
            if (TVMFFIFunctionCreate(0, function->entry, 0, &object) != 0) return 0;
            memset(&info, 0, sizeof info);
            info.name = function->name;
            info.doc = function->doc;
            info.metadata = function->metadata;
            info.flags = function->flags;
            info.method.type_index = TYPE_FUNCTION;
            info.method.value.v_obj = object;
            code = type == 0 ? TVMFFIFunctionSetGlobalFromMethodInfo(&info, 0)
                : function->flags == FLAG_TYPE_ATTRIBUTE ? TVMFFITypeRegisterAttr(type, &info.name, &info.method)
                : TVMFFITypeRegisterMethod(type, &info);
            TVMFFIObjectDecRef(object);
            return code == 0;
        }

        static TVMFFIAny integer(int64_t value) {
            TVMFFIAny any;
            memset(&any, 0, sizeof any);
            any.type_index = TYPE_INT;
            any.value.v_int64 = value;
            return any;
        }

        /* Calls a global function of TVM's own, none of which calls managed code. The result is owned by the caller. */
        static int call_global(const char* name, TVMFFIAny* args, int32_t count, TVMFFIAny* result) {
            TVMFFIByteArray key = {name, strlen(name)};
            void* function = 0;
            int code;
            memset(result, 0, sizeof *result);
            if (TVMFFIFunctionGetGlobal(&key, &function) != 0) return 0;
            if (function == 0) {
                TVMFFIErrorSetRaisedFromCStr("RuntimeError", "the tvm-ffi of this process has no functions to define types with");
                return 0;
            }
            code = TVMFFIFunctionCall(function, args, count, result);
            TVMFFIObjectDecRef(function);
            return code == 0;
        }

        static int register_field(int32_t type, const Field* field) {
            TVMFFIFieldInfo info;
            TVMFFIAny args[3], getter, setter, text;
            int code;
            args[0] = integer(field->storage);
            if (!call_global("ffi.MakeFieldGetter", args, 1, &getter)) return 0;
            args[1] = integer(0);
            args[2] = integer((int64_t)(intptr_t)field->convert);
            if (!call_global("ffi.MakeFieldSetter", args, 3, &setter)) return 0;
            memset(&info, 0, sizeof info);
            memset(&text, 0, sizeof text);
            info.name = field->name;
            info.doc = field->doc;
            info.metadata = field->metadata;
            info.flags = field->flags | FLAG_SETTER_IS_FUNCTION;
            info.size = field->size;
            info.alignment = field->alignment;
            info.offset = field->offset;
            info.getter = (TVMFFIFieldGetter)(intptr_t)getter.value.v_int64;
            info.setter = setter.value.v_obj;
            info.default_value_or_factory = field->default_value;
            info.field_static_type_index = field->storage;
            code = field->default_text.data != 0 ? TVMFFIStringFromByteArray(&field->default_text, &text) : 0;
            if (field->default_text.data != 0) info.default_value_or_factory = text;

            /* The table takes references of its own. */
            if (code == 0) code = TVMFFITypeRegisterField(type, &info);
            if (text.type_index >= TYPE_OBJECT) TVMFFIObjectDecRef(text.value.v_obj);
            TVMFFIObjectDecRef(setter.value.v_obj);
            return code == 0;
        }

        static int register_type(const Type* type) {
            TVMFFITypeMetadata metadata;
            TVMFFIAny args[2], result;
            int32_t index = TVMFFITypeGetOrAllocIndex(&type->key, -1, type->depth, 0, 1, type_index(&type->parent));
            if (index < 0) return 0;
            for (int i = 0; i < type->field_count; ++i) {
                if (!register_field(index, &type->fields[i])) return 0;
            }
            memset(&metadata, 0, sizeof metadata);
            metadata.doc = type->doc;
            metadata.total_size = type->size;
            metadata.structural_eq_hash_kind = type->structural_kind;
            if (TVMFFITypeRegisterMetadata(index, &metadata) != 0) return 0;
            for (int i = 0; i < type->method_count; ++i) {
                if (!register_function(&type->methods[i], index)) return 0;
            }

            /* Last: the constructor looks at the fields once, when it is made. */
            args[0] = integer(index);
            args[1] = integer(type->size);
            return call_global("ffi._PyClassRegisterTypeAttrColumns", args, 2, &result);
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

        static void complain_failed(const TVMFFIByteArray* name) {
            complain_text("Cannot register '");
            complain(name->data, name->size);
            complain_text("' of the TVM extension '" PREFIX "': ");
            complain_raised();
        }

        /* Runs while the library is loaded. It calls no managed code, so that the .NET runtime starts at the first
           call, and it lets the process live whatever happens: see __tvm_ffi_tvmsharp_check. */
        __attribute__((constructor)) static void register_all(void) {
            const char* thrown;
            if (!check_version() || !check_names()) return;
            for (int i = 0; i < FUNCTION_COUNT; ++i) {
                if (register_function(&functions[i], 0)) continue;
                complain_failed(&functions[i].name);
                unregister(i);
                return;
            }

            thrown = tvmsharp_native_initialize != 0 ? tvmsharp_native_initialize() : 0;
            if (thrown != 0) {
                complain_text("Cannot initialise the native sources of the TVM extension '" PREFIX "': ");
                complain_text(thrown);
                unregister(FUNCTION_COUNT);
                return;
            }

            /* Last: a type cannot be taken out again. */
            for (int i = 0; i < TYPE_COUNT; ++i) {
                if (register_type(&types[i])) continue;
                complain_failed(&types[i].key);
                unregister(FUNCTION_COUNT);
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
