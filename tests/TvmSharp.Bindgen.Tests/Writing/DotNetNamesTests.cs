using TvmSharp.Bindgen.Writing;
using Xunit;

namespace TvmSharp.Bindgen.Tests.Writing;

public sealed class DotNetNamesTests
{
    [Theory]
    [InlineData("TVMDeviceExtType", "TVMDeviceExtType_End", "End")]
    [InlineData("TVMDeviceExtType", "kDLHexagon", "DLHexagon")]
    [InlineData("TVMFFIFieldFlagBitMask", "kTVMFFIFieldFlagBitMaskWritable", "Writable")]
    [InlineData("ForKind", "kThreadBinding", "ThreadBinding")]
    public void A_member_of_an_enumeration_has_what_its_name_adds_to_that_of_the_enumeration(string enumeration, string member, string expected) =>
        Assert.Equal(expected, DotNetNames.EnumMember(enumeration, member));
}
