namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Which sockets a wallet has here, and which of them holds its session: the one whose first heartbeat came last.</summary>
/// <remarks>Sessions are opened and closed under one lock, so that the market sees them in the order in which they were decided.
/// Heartbeats that change nothing never come here.</remarks>
internal sealed class WalletRegistry(SocketGateway gateway)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Seat> _seats = new(StringComparer.Ordinal);

    /// <summary>Seats a socket that has sent its first heartbeat, and opens its session.</summary>
    public Task Join(AgentSocket socket)
    {
        AgentSocket? oldest = null;
        Task opening;
        lock (_gate)
        {
            var wallet = WalletOf(socket);
            if (!_seats.TryGetValue(wallet, out var seat))
                _seats.Add(wallet, seat = new Seat());
            if (seat.Sockets.Count >= gateway.Options.MaxSocketsPerWallet)
            {
                oldest = seat.Sockets[0];
                seat.Sockets.RemoveAt(0);
            }

            seat.Sockets.Add(socket);
            opening = Open(seat, socket, owed: 1);
        }

        oldest?.BeginClose(Protocol.Socket.SocketCloseCodes.Superseded, "superseded");
        return opening;
    }

    /// <summary>Opens a session for a seated socket without one, on its heartbeat.</summary>
    /// <returns>The market's answer, seen to; null where another socket holds the session.</returns>
    public Task? TryOpen(AgentSocket socket)
    {
        lock (_gate)
        {
            if (!_seats.TryGetValue(WalletOf(socket), out var seat) || !seat.Sockets.Contains(socket))
                return null;    // closed as its wallet's oldest; its last words are still answered
            if (seat.Active is { } active && active != socket)
            {
                socket.Learn(active.Agent);
                return null;
            }

            // Another host has the session: taking it back at once would go to and fro for ever.
            return socket.SupersededWithin(gateway.HeartbeatTimeout) ? null : Open(seat, socket, owed: 1);
        }
    }

    /// <summary>Unseats a socket that has ended; its session passes to the wallet's newest other socket that lives, or is closed.</summary>
    public void Leave(AgentSocket socket)
    {
        if (socket.Heartbeat is null)
            return;

        lock (_gate)
        {
            var silence = socket.Silence;
            var session = socket.Release();
            gateway.Hide(socket);
            if (_seats.TryGetValue(WalletOf(socket), out var seat))
            {
                seat.Sockets.Remove(socket);
                if (seat.Active == socket)
                    PassOn(seat, session, silence);
                if (seat.Sockets.Count == 0 && seat.Active is null)
                    _seats.Remove(WalletOf(socket));
            }

            gateway.Hub.Detach(session);
        }
    }

    /// <summary>Closes the session of a socket that is open but silent, or passes it on.</summary>
    public void EndSilent(AgentSocket socket)
    {
        lock (_gate)
        {
            var silence = socket.Silence;
            if (silence < gateway.HeartbeatTimeout || !_seats.TryGetValue(WalletOf(socket), out var seat) || seat.Active != socket)
                return;
            var session = socket.Release();
            PassOn(seat, session, silence);
            gateway.Hub.Detach(session);
        }
    }

    /// <summary>A session that the market would not open: the session that was there before, if any, still is.</summary>
    public void OpeningFailed(AgentSocket socket, SessionId session) => Drop(socket, session);

    /// <summary>A session that the market doesn't know any more: another socket has the wallet's now, or it is opened anew.</summary>
    public void SessionLost(AgentSocket socket, SessionId session)
    {
        lock (_gate)
        {
            Drop(socket, session);
            if (!socket.IsClosing && !socket.SupersededWithin(gateway.HeartbeatTimeout)
                && _seats.TryGetValue(WalletOf(socket), out var seat) && seat.Active is null && seat.Sockets.Contains(socket))
                _ = Open(seat, socket, owed: 0);
        }
    }

    private void Drop(AgentSocket socket, SessionId session)
    {
        lock (_gate)
        {
            gateway.Hub.Detach(session);
            if (socket.Session != session)
                return;     // superseded or ended meanwhile
            socket.Release();
            if (_seats.TryGetValue(WalletOf(socket), out var seat) && seat.Active == socket)
                seat.Active = seat.Sockets.FindLast(other => other != socket && other.Session != default);
        }
    }

    // The caller holds the lock.
    private Task Open(Seat seat, AgentSocket socket, int owed)
    {
        seat.Active = socket;
        return socket.Open(gateway.Hub.Attach(socket), owed);
    }

    // The caller holds the lock.
    private void PassOn(Seat seat, SessionId session, TimeSpan silence)
    {
        seat.Active = null;
        var heir = seat.Sockets.FindLast(other => !other.IsClosing && other.Session == default && other.Silence < gateway.HeartbeatTimeout)
            ?? seat.Sockets.FindLast(other => !other.IsClosing && other.Silence < gateway.HeartbeatTimeout);
        foreach (var socket in seat.Sockets)
            socket.ForgetSupersession();

        // A new session takes over the old one: there is nothing to close then.
        if (heir is not null)
            _ = Open(seat, heir, owed: 0);
        else if (session != default)
            _ = CloseAsync(session, silence);
    }

    private async Task CloseAsync(SessionId session, TimeSpan silence)
    {
        try
        {
            await gateway.Market.CloseSessionAsync(session, silence).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The market that can't hear of it now takes the agent for lost by itself.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            gateway.Log.MarketCallFailed(fault);
        }
    }

    private static string WalletOf(AgentSocket socket) => socket.Heartbeat!.Profile.Wallet;

    /// <summary>The sockets of one wallet, in the order of their first heartbeats.</summary>
    private sealed class Seat
    {
        public List<AgentSocket> Sockets { get; } = new(1);

        /// <summary>The one that holds the session, or is opening it.</summary>
        public AgentSocket? Active { get; set; }
    }
}
