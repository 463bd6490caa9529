using TvmSharp;

// Everything this assembly registers in TVM starts with "bank_conflict_padding.".
[assembly: TvmExtension("bank_conflict_padding")]
