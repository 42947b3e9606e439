namespace Feedline.Sources.Tests;

public class SignalNameMapTests
{
    [Theory]
    [InlineData("DCGM_FI_DEV_GPU_UTIL", "gpu=3,Hostname=n1,UUID=u", 97, "hw.gpu.utilization{UUID=u,host.name=n1,hw.id=3}", 0.97)]
    [InlineData("DCGM_FI_DEV_FB_USED", "gpu=0", 2, "hw.gpu.memory.usage{hw.id=0}", 2 << 20)]
    [InlineData("DCGM_FI_DEV_XID_ERRORS", "gpu=0", 79, "DCGM_FI_DEV_XID_ERRORS{gpu=0}", 79)]
    [InlineData("node_network_receive_bytes_total", "device=eth0", 5, "system.network.io{network.interface.name=eth0,network.io.direction=receive}", 5)]
    [InlineData("node_netstat_Tcp_RetransSegs", "", 5, "system.network.tcp.retransmits{}", 5)]
    [InlineData("port_xmit_data", "device=mlx5_0,port=1", 5, "hw.network.io{network.interface.name=mlx5_0,network.io.direction=transmit,port=1}", 20)]
    [InlineData("np_cnp_sent", "device=mlx5_0", 5, "hw.network.congestion.notification{network.interface.name=mlx5_0,network.io.direction=transmit}", 5)]
    [InlineData("rx_prio3_pause", "device=eth2", 5, "hw.network.pause{network.interface.name=eth2,network.io.direction=receive}", 5)]
    [InlineData("port_xmit_wait", "device=mlx5_0", 5, "port_xmit_wait{device=mlx5_0}", 5)]
    public void Foreign_names_become_Feedlines(string name, string labels, double value, string series, double expected)
    {
        string attributes = string.Join(',', labels.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(label => Otlp.Attribute(label.Split('=')[0], label.Split('=')[1])));
        (FakeWriter writer, _) = Replay.All(Otlp.Line("", Otlp.Gauge(name, Otlp.Point(Otlp.Start, value, attributes))));
        Assert.Equal(series, Assert.Single(writer.Keys).ToString());
        Assert.Equal(expected, Assert.Single(writer.Samples).Value, 1e-12);
    }

    [Theory]
    [InlineData(4294967295)]
    [InlineData(2147483632)]
    [InlineData(9.223372036854776E+18)]
    public void Numbers_that_stand_for_no_value_are_handed_on_as_they_are(double value)
    {
        (FakeWriter writer, _) = Replay.All(Otlp.Line("", Otlp.Gauge("DCGM_FI_DEV_GPU_UTIL", Otlp.Point(Otlp.Start, value))));
        Assert.Equal(value, Assert.Single(writer.Samples).Value);
    }

    [Fact]
    public void Every_row_agrees_with_the_catalog()
    {
        Assert.All(SignalNameMap.All, row =>
        {
            Assert.True(SignalCatalog.Find(row.Signal.Name) is not { } known || known == row.Signal, row.Name);
            Assert.True(row.Scale > 0, row.Name);
            Assert.Null(SignalCatalog.Find(row.Name));
        });
    }
}
