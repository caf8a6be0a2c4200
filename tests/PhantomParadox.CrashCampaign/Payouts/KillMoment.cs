namespace PhantomParadox.CrashCampaign.Payouts;

/// <summary>When a host is killed that pays, as an endpoint of the chain sees it.</summary>
internal enum KillMoment
{
    /// <summary>Whenever a clock says so, from its start on.</summary>
    AnyTime,

    /// <summary>A payout is tried out: it isn't signed yet.</summary>
    Trying,

    /// <summary>It has the block hash, and signs: its bytes are about to be journaled, or just have been.</summary>
    Signing,

    /// <summary>The bytes are journaled, and about to reach the node.</summary>
    Sending,

    /// <summary>The node has them, and the host hasn't heard so.</summary>
    Sent,

    /// <summary>It asks what became of them.</summary>
    Looking,

    /// <summary>It has heard what became of them: that is about to be journaled, or just has been.</summary>
    Learning,
}
