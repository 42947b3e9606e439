using System.Collections.Frozen;

namespace Feedline.Sources;

/// <summary>The one place that maps names of DCGM, node-exporter and the RDMA counters onto Feedline's. Other names stay as they are.</summary>
/// <remarks>
/// Only numbers that mean the same are mapped. DCGM's rates in bytes per second, its number of the last Xid and the fabric's
/// counters of time and of credits have no counterpart: rules read them under their own names.
/// </remarks>
internal static class SignalNameMap
{
    private const string Direction = DimensionKeys.NetworkDirection;
    private const string ErrorType = "error.type";

    private static readonly Dictionary<string, string> GpuLabels = new(StringComparer.Ordinal)
    {
        ["gpu"] = DimensionKeys.Device,
        ["Hostname"] = DimensionKeys.Node,
    };

    private static readonly Dictionary<string, string> NetworkLabels = new(StringComparer.Ordinal) { ["device"] = DimensionKeys.NetworkInterface };

    private static readonly Dictionary<string, string> DiskLabels = new(StringComparer.Ordinal) { ["device"] = "system.device" };

    private static readonly SignalDescriptor MemoryUsage = new("hw.gpu.memory.usage", "By", SignalKind.Gauge);
    private static readonly SignalDescriptor Temperature = new("hw.temperature", "Cel", SignalKind.Gauge);
    private static readonly SignalDescriptor Power = new("hw.power", "W", SignalKind.Gauge);
    private static readonly SignalDescriptor Energy = new("hw.energy", "J", SignalKind.Counter);
    private static readonly SignalDescriptor Errors = Known(SignalNames.HardwareErrors);
    private static readonly SignalDescriptor FabricIo = new("hw.network.io", "By", SignalKind.Counter);
    private static readonly SignalDescriptor FabricPackets = new("hw.network.packets", "{packet}", SignalKind.Counter);
    private static readonly SignalDescriptor NetworkErrors = new("system.network.errors", "{error}", SignalKind.Counter);
    private static readonly SignalDescriptor DiskIo = new("system.disk.io", "By", SignalKind.Counter);

    private static readonly FrozenDictionary<string, ForeignSignal> ByName = Pauses().Concat(
    [
        Gpu("DCGM_FI_DEV_GPU_UTIL", Known(SignalNames.GpuUtilization), 0.01), // %
        Gpu("DCGM_FI_DEV_FB_USED", MemoryUsage, 1L << 20), // MiB
        Gpu("DCGM_FI_DEV_GPU_TEMP", Temperature, 1),
        Gpu("DCGM_FI_DEV_POWER_USAGE", Power, 1),
        Gpu("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION", Energy, 1e-3), // mJ

        Network("node_network_receive_bytes_total", Known(SignalNames.NetworkIo), Direction, "receive"),
        Network("node_network_transmit_bytes_total", Known(SignalNames.NetworkIo), Direction, "transmit"),
        Network("node_network_receive_drop_total", Known(SignalNames.NetworkPacketDropped), Direction, "receive"),
        Network("node_network_transmit_drop_total", Known(SignalNames.NetworkPacketDropped), Direction, "transmit"),
        Network("node_network_receive_errs_total", NetworkErrors, Direction, "receive"),
        Network("node_network_transmit_errs_total", NetworkErrors, Direction, "transmit"),
        Network("node_netstat_Tcp_RetransSegs", Known(SignalNames.TcpRetransmits)),
        new("node_disk_read_bytes_total", DiskIo, 1, DiskLabels, new Dimension(DimensionKeys.DiskDirection, "read")),
        new("node_disk_written_bytes_total", DiskIo, 1, DiskLabels, new Dimension(DimensionKeys.DiskDirection, "write")),

        // node-exporter has turned InfiniBand's words of four bytes into bytes; sysfs has not.
        Network("node_infiniband_port_data_received_bytes_total", FabricIo, Direction, "receive"),
        Network("node_infiniband_port_data_transmitted_bytes_total", FabricIo, Direction, "transmit"),
        Network("port_rcv_data", FabricIo, Direction, "receive", scale: 4),
        Network("port_xmit_data", FabricIo, Direction, "transmit", scale: 4),
        Network("port_rcv_packets", FabricPackets, Direction, "receive"),
        Network("port_xmit_packets", FabricPackets, Direction, "transmit"),
        Network("port_rcv_errors", Errors, ErrorType, "port_rcv_errors"),
        Network("symbol_error", Errors, ErrorType, "symbol_error"),
        Network("link_downed", Errors, ErrorType, "link_downed"),
        Network("link_error_recovery", Errors, ErrorType, "link_error_recovery"),
        Network("packet_seq_err", Errors, ErrorType, "packet_seq_err"),
        Network("local_ack_timeout_err", Errors, ErrorType, "local_ack_timeout_err"),
        Network("rnr_nak_retry_err", Errors, ErrorType, "rnr_nak_retry_err"),
        Network("local_link_integrity_errors", Errors, ErrorType, "local_link_integrity_errors"),
        Network("excessive_buffer_overrun_errors", Errors, ErrorType, "excessive_buffer_overrun_errors"),
        Network("rx_pcs_symbol_err_phy", Errors, ErrorType, "rx_pcs_symbol_err_phy"),
        Network("np_cnp_sent", Known(SignalNames.FabricCongestion), Direction, "transmit"),
        Network("rp_cnp_handled", Known(SignalNames.FabricCongestion), Direction, "receive"),
        Network("np_ecn_marked_roce_packets", Known(SignalNames.FabricMarked), Direction, "receive"),
        Network("out_of_sequence", Known(SignalNames.FabricOutOfSequence), Direction, "receive"),
        Network("port_xmit_discards", Known(SignalNames.FabricDiscarded), Direction, "transmit"),
        Network("rx_discards_phy", Known(SignalNames.FabricDiscarded), Direction, "receive"),
    ]).ToFrozenDictionary(signal => signal.Name, StringComparer.Ordinal);

    /// <summary>Every row of the map.</summary>
    public static IEnumerable<ForeignSignal> All => ByName.Values;

    /// <summary>Finds a foreign name; null when it stays as it is.</summary>
    public static ForeignSignal? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Pause frames, of each of the eight priorities.</summary>
    private static IEnumerable<ForeignSignal> Pauses()
    {
        for (int priority = 0; priority < 8; priority++)
        {
            yield return Network($"rx_prio{priority}_pause", Known(SignalNames.FabricPause), Direction, "receive");
            yield return Network($"tx_prio{priority}_pause", Known(SignalNames.FabricPause), Direction, "transmit");
        }
    }

    private static SignalDescriptor Known(string name) => SignalCatalog.Find(name)!;

    private static ForeignSignal Gpu(string name, SignalDescriptor signal, double scale) => new(name, signal, scale, GpuLabels, null);

    private static ForeignSignal Network(string name, SignalDescriptor signal, string? key = null, string? value = null, double scale = 1) =>
        new(name, signal, scale, NetworkLabels, key is null ? null : new Dimension(key, value!));
}
