using TvmSharp.Ffi.Abi;

namespace TvmSharp.Ffi;

/// <summary>What a reflected field is like: <c>TVMFFIFieldFlagBitMask</c>.</summary>
[Flags]
public enum TvmFieldFlags
{
    /// <summary>Nothing in particular: read-only, required, positional, compared, hashed and printed.</summary>
    None = 0,

    /// <summary>The field can be written.</summary>
    Writable = (int)FieldFlags.Writable,

    /// <summary>The field has a default.</summary>
    HasDefault = (int)FieldFlags.HasDefault,

    /// <summary>Left out of structural equality and hash.</summary>
    StructuralIgnore = (int)FieldFlags.SEqHashIgnore,

    /// <summary>Starts a definition region that extends to the variables' own fields.</summary>
    DefinesRecursively = (int)FieldFlags.SEqHashDefRecursive,

    /// <summary>The default is made anew by a function each time.</summary>
    DefaultFromFactory = (int)FieldFlags.DefaultFromFactory,

    /// <summary>Left out of the printed form.</summary>
    ReprOff = (int)FieldFlags.ReprOff,

    /// <summary>Left out of recursive comparison.</summary>
    CompareOff = (int)FieldFlags.CompareOff,

    /// <summary>Left out of recursive hashing.</summary>
    HashOff = (int)FieldFlags.HashOff,

    /// <summary>Not a parameter of the generated constructor.</summary>
    InitOff = (int)FieldFlags.InitOff,

    /// <summary>A parameter of the generated constructor by keyword only.</summary>
    KeywordOnly = (int)FieldFlags.KwOnly,

    /// <summary>The setter is a function object.</summary>
    SetterIsFunction = (int)FieldFlags.SetterIsFunctionObj,

    /// <summary>Starts a definition region that does not extend to the variables' own fields.</summary>
    DefinesOnce = (int)FieldFlags.SEqHashDefNonRecursive,
}
