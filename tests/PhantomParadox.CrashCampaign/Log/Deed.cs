namespace PhantomParadox.CrashCampaign.Log;

/// <summary>What a client can ask for.</summary>
internal enum Deed
{
    Post,
    Claim,
    Progress,
    Succeed,
    Fail,
    Approve,
    Reject,
    Cancel,

    /// <summary>Takes a seat on a jury.</summary>
    Accept,
    Vote,
}
