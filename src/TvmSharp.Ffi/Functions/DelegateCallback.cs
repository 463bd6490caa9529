using System.Globalization;
using TvmSharp.Ffi.Abi;
using TvmSharp.Ffi.Marshalling;

namespace TvmSharp.Ffi;

/// <summary>Calls a delegate with arguments and a result of its own types.</summary>
/// <typeparam name="TDelegate">The delegate's type.</typeparam>
/// <typeparam name="TSignature">How its arguments and result cross.</typeparam>
internal sealed unsafe class DelegateCallback<TDelegate, TSignature>(TDelegate implementation, string? name)
    : TypedCallback(name)
    where TDelegate : Delegate
    where TSignature : struct, IDelegateSignature<TDelegate>
{
    internal override IReadOnlyList<UntypedMarshaller> Parameters => TSignature.Parameters;

    internal override string Signature => DelegateMarshaller<TDelegate, TSignature>.TypeName;

    internal override void Invoke(TVMFFIAny* args, int count, TVMFFIAny* result)
    {
        int expected = TSignature.Arity;
        if (count != expected)
        {
            throw new TvmException("TypeError", string.Create(
                CultureInfo.InvariantCulture,
                $"Mismatched number of arguments when calling: `{Name}{Signature}`. Expected {expected} but got {count} arguments"));
        }

        ArgumentReader reader = new(this, args, count);
        try
        {
            TSignature.Invoke(implementation, ref reader, result);
        }
        catch (Exception exception) when (reader.Reading >= 0 && exception is not MismatchException)
        {
            throw new TvmException(
                TvmErrors.KindOf(exception),
                EntryPoint.DescribeArgument($"{Name}{Signature}", reader.Reading, exception));
        }
    }
}
