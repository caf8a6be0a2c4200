using PhantomParadox.Memory;

namespace PhantomParadox;

/// <content>Saving.</content>
internal sealed partial class Market
{
    private const ushort TreasuryVersion = 2;

    /// <summary>Writes the whole state, with what lies in memory as it lies there: equal states are equal to the byte.</summary>
    public void Save(StateWriter writer)
    {
        writer.Section("market", 2);
        writer.Write<long>([Position, Time, Downtime]);
        writer.Write<ulong>([LastWaitOrder]);
        Blobs.Save(writer);
        Texts.Save(writer);
        Wallets.Save(writer);
        Agents.Save(writer);
        Jobs.Save(writer);
        Disputes.Save(writer);
        Court.Save(writer);
        Ledger.Save(writer);
        writer.Section("treasury", TreasuryVersion);
        Sums.Save(writer);
        Payouts.Save(writer);
        Deposits.Save(writer);
        Credits.Save(writer);
        Index.Save(writer);
        Keys.Save(writer);
        Work.Save(writer);
        writer.Section("end", 1);
    }

    /// <summary>Takes what <see cref="Save"/> wrote in place of what it has. After an exception it is good for another loading only.</summary>
    /// <exception cref="SnapshotCorruptException">It is no state.</exception>
    /// <exception cref="SnapshotVersionException">It was written by a newer version.</exception>
    public void Load(StateReader reader)
    {
        reader.Section("market", 2, oldest: 2);
        Position = reader.ReadBetween(0, long.MaxValue);
        Time = reader.ReadBetween(0, long.MaxValue);
        Downtime = reader.ReadBetween(0, long.MaxValue);
        LastWaitOrder = (ulong)reader.Read();
        Blobs.Load(reader);
        Texts.Load(reader);
        Wallets.Load(reader);
        Agents.Load(reader);
        Jobs.Load(reader);
        Disputes.Load(reader);
        Court.Load(reader);
        Ledger.Load(reader);
        reader.Section("treasury", TreasuryVersion, oldest: TreasuryVersion);
        Sums.Load(reader);
        Payouts.Load(reader);
        Deposits.Load(reader);
        Credits.Load(reader);
        Index.Load(reader);
        Keys.Load(reader);
        Work.Load(reader);
        reader.Section("end", 1);
        JobEvents.DropFrame();
        FillPool(reader);
    }

    public void Reset()
    {
        var empty = new StateBuffer();
        new Market(Options, Reputation, Scorer).Save(empty);
        Load(empty.Read());
    }

    /// <summary>SHA-256 over all that <see cref="Save"/> writes.</summary>
    public byte[] ComputeStateHash()
    {
        using var hasher = new StateHasher();
        Save(hasher);
        return hasher.Finish();
    }

    public void Audit()
    {
        foreach (var currency in Enum.GetValues<Currency>())
        {
            var sum = Ledger.Sum(currency);
            if (sum != 0)
                throw new InvalidOperationException($"Position {Position}: the accounts of {currency} add up to {sum}, not to 0.");
        }
    }

    public void DropFollowUps() => Work.DropFollowUps();

    // Who can be drawn follows from the agents.
    private void FillPool(StateReader reader)
    {
        Pool.Clear();
        for (var slot = 0; slot < Agents.Slots; slot++)
        {
            reader.Step(slot);
            if (Agents.IsLive(slot))
                Pool.Refresh(this, slot, Agents[slot]);
        }
    }
}
