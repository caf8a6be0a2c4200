using System.Buffers.Binary;
using System.Runtime.InteropServices;
using PhantomParadox.Sortition;

namespace PhantomParadox;

/// <summary>Draws a jury: by weight, without replacement, from a seed; integers only, so that everyone gets the same.</summary>
/// <remarks>Source: the rules of the market, §3.6.</remarks>
public static class JuryDraw
{
    /// <summary>Candidates that are hit at most in one draw.</summary>
    public const int MaxHits = 512;

    /// <summary>Positions for each seat: one seat, two alternates.</summary>
    public const int PositionsPerSeat = 3;

    /// <summary>
    /// Draws until there are three positions for each seat, nobody is left, or 512 were hit. Where fewer than <paramref name="seats"/>
    /// positions came about, the related follow in the order of their hits, operators distinct and no party's.
    /// </summary>
    /// <param name="urn">The pool's weights. The same after the draw as before it.</param>
    /// <param name="seed">The seed, see <see cref="JurySeed"/>.</param>
    /// <param name="seats">n: seats of the jury, at least 3.</param>
    /// <param name="facts">Whom the dispute keeps from its jury.</param>
    /// <returns>Hits and positions.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="seats"/> is below 3.</exception>
    public static JuryDrawing Run(JuryUrn urn, in Digest seed, int seats, IJuryFacts facts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seats, JurySize.Smallest);
        var most = (int)Math.Min((long)PositionsPerSeat * seats, MaxHits);
        var called = new Called(most, facts);
        var hits = new List<JuryHit>(Math.Min(most + 16, MaxHits));
        var taken = 0;
        for (ulong counter = 0; taken < MaxHits && !called.IsFull && urn.Total > 0; counter++)
        {
            var number = Number(seed, counter);
            if (!TryReduce(number, urn.Total, out var ticket))
            {
                hits.Add(new(counter, 0, -1, JuryHitOutcome.OutOfRange));
                continue;
            }

            var candidate = urn.Find(ticket);
            urn.Take(candidate);
            taken++;
            hits.Add(new(counter, ticket, candidate, called.Admit(candidate)));
        }

        var all = CollectionsMarshal.AsSpan(hits);
        if (called.Count < seats)
        {
            foreach (ref readonly var hit in all)
            {
                if (hit.Outcome == JuryHitOutcome.Related && !called.IsFull)
                    called.TryCall(hit.Candidate);
            }
        }

        foreach (ref readonly var hit in all)
        {
            if (hit.Candidate >= 0)
                urn.PutBack(hit.Candidate);
        }

        return new(all.ToArray(), called.ToArray());
    }

    /// <summary>The number of a counter: the first 8 bytes of H(LP("pp.jury.draw.v1") ‖ seed ‖ u64(counter)), big-endian.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="counter">The counter, from 0.</param>
    /// <returns>x.</returns>
    public static ulong Number(in Digest seed, ulong counter)
    {
        var input = new HashInput(stackalloc byte[64]);
        input.Prefixed("pp.jury.draw.v1"u8);
        input.Raw(seed.Bytes);
        input.UInt64(counter);
        return BinaryPrimitives.ReadUInt64BigEndian(input.Hash().Bytes);
    }

    /// <summary>Reduces a number to one below the remaining weight, each equally likely.</summary>
    /// <param name="number">x, see <see cref="Number"/>.</param>
    /// <param name="remaining">W: sum of the weights that remain, above 0.</param>
    /// <param name="ticket">t = x mod W, or 0.</param>
    /// <returns>Whether x &lt; 2⁶⁴ − (2⁶⁴ mod W); other numbers are out of range.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="remaining"/> is 0.</exception>
    public static bool TryReduce(ulong number, ulong remaining, out ulong ticket)
    {
        // 2⁶⁴ mod W, as 2⁶⁴ − W ≡ 2⁶⁴; the largest number in range is 2⁶⁴ − 1 less that.
        var uneven = (0UL - remaining) % remaining;
        var inRange = number <= ulong.MaxValue - uneven;
        ticket = inRange ? number % remaining : 0;
        return inRange;
    }

    /// <summary>Who has a position, and whose operators do.</summary>
    private ref struct Called(int most, IJuryFacts facts)
    {
        private readonly int[] _positions = new int[most];
        private readonly int[] _operators = new int[most];

        public int Count { get; private set; }

        public readonly bool IsFull => Count == _positions.Length;

        public JuryHitOutcome Admit(int candidate) => facts.BarOf(candidate) switch
        {
            JuryBar.Party => JuryHitOutcome.Party,
            JuryBar.EarlierRound => JuryHitOutcome.EarlierRound,
            JuryBar.Related => JuryHitOutcome.Related,
            JuryBar.PartyOperator => JuryHitOutcome.PartyOperator,
            JuryBar.RelatedPartyOperator => JuryHitOutcome.RelatedPartyOperator,
            _ => TryCall(candidate) ? JuryHitOutcome.Seat : JuryHitOutcome.SameOperator,
        };

        public bool TryCall(int candidate)
        {
            var @operator = facts.OperatorOf(candidate);
            if (@operator != 0 && _operators.AsSpan(0, Count).Contains(@operator))
                return false;
            _operators[Count] = @operator;
            _positions[Count++] = candidate;
            return true;
        }

        public readonly int[] ToArray() => _positions[..Count];
    }
}
