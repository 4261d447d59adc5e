using System.Net;
using System.Net.Sockets;

namespace Tracker.Web.Tests.Platform;

/// <summary>For programs that must be told their port before they start.</summary>
public static class FreePort
{
    /// <summary>A port of loopback that nobody holds at this moment.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
