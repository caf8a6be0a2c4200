namespace PhantomParadox;

/// <summary>An agent, and a buyer who pays it.</summary>
/// <param name="AgentSlot">The agent's slot.</param>
/// <param name="AgentGeneration">The agent's generation.</param>
/// <param name="BuyerSlot">The buyer's slot.</param>
internal readonly record struct PairKey(int AgentSlot, uint AgentGeneration, int BuyerSlot)
{
    /// <summary>Spreads the keys over an index.</summary>
    public ulong Hash
    {
        get
        {
            // Slots are given by the market, so nobody can choose keys that collide; the multiplications spread those in a row.
            var hash = (((ulong)(uint)AgentSlot << 32) | (uint)BuyerSlot) * 0x9E3779B97F4A7C15;
            hash = (hash ^ (hash >> 32) ^ AgentGeneration) * 0xD6E8FEB86659FD93;
            return hash ^ (hash >> 32);
        }
    }
}
