namespace TvmSharp.Ffi.Tests;

public class DeviceStreamTests
{
    private static readonly Device Cuda = new(DeviceType.Cuda, 1);

    [Fact]
    public void A_stream_is_set_until_its_scope_ends()
    {
        Assert.Equal(0, DeviceStream.Current(Cuda));
        using (DeviceStream.Use(Cuda, 0x10))
        {
            Assert.Equal(0x10, DeviceStream.Current(Cuda));
            Assert.Equal(0, DeviceStream.Current(new Device(DeviceType.Cuda, 0)));
            using (DeviceStream.Use(Cuda, 0x20))
            {
                Assert.Equal(0x20, DeviceStream.Current(Cuda));
            }

            Assert.Equal(0x10, DeviceStream.Current(Cuda));
        }

        Assert.Equal(0, DeviceStream.Current(Cuda));
    }

    [Fact]
    public void A_stream_belongs_to_its_thread()
    {
        using DeviceStream stream = DeviceStream.Use(Cuda, 0x10);
        nint elsewhere = -1;
        Thread thread = new(() => elsewhere = DeviceStream.Current(Cuda));
        thread.Start();
        thread.Join();
        Assert.Equal(0, elsewhere);
        Assert.Equal(0x10, DeviceStream.Current(Cuda));
    }

    [Fact]
    public void A_scope_ends_once()
    {
        DeviceStream stream = DeviceStream.Use(Cuda, 0x10);
        stream.Dispose();
        using (DeviceStream.Use(Cuda, 0x20))
        {
            stream.Dispose();
            Assert.Equal(0x20, DeviceStream.Current(Cuda));
        }
    }

    [Fact]
    public void Devices_that_are_none_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviceStream.Current(new Device((DeviceType)(-1))));
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviceStream.Use(new Device((DeviceType)1000), 1).Dispose());
        Assert.Throws<ArgumentOutOfRangeException>(() => DeviceStream.Use(new Device(DeviceType.Cuda, int.MaxValue), 1).Dispose());
    }
}
