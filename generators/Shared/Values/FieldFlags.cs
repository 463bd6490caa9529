namespace TvmSharp.Generators;

/// <summary>What a field is like: <c>TVMFFIFieldFlagBitMask</c> of <c>tvm/ffi/c_api.h</c>, as <c>TvmFieldFlags</c> has it.</summary>
[Flags]
internal enum FieldFlags
{
    /// <summary>Nothing in particular.</summary>
    None = 0,

    /// <summary>The field can be written.</summary>
    Writable = 1 << 0,

    /// <summary>The field has a default.</summary>
    HasDefault = 1 << 1,

    /// <summary>The default is made by a function.</summary>
    DefaultFromFactory = 1 << 5,

    /// <summary>Not a parameter of the constructor.</summary>
    InitOff = 1 << 9,

    /// <summary>A parameter of the constructor that is passed by its name.</summary>
    KeywordOnly = 1 << 10,

    /// <summary>The setter is a function object.</summary>
    SetterIsFunction = 1 << 11,

    /// <summary>Those that follow from the property.</summary>
    Derived = Writable | HasDefault | DefaultFromFactory | SetterIsFunction,

    /// <summary>All that there are.</summary>
    All = (1 << 13) - 1,
}
