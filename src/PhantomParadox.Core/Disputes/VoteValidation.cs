using PhantomParadox.Validation;

namespace PhantomParadox.Disputes;

/// <summary>What votes and what seals them must be to be taken, as far as it doesn't depend on the state.</summary>
internal static class VoteValidation
{
    public static Refusal? Check(JuryChoice choice, ReadOnlyMemory<byte> salt)
    {
        if (!Enum.IsDefined(choice))
        {
            const string Rule = "must be brains_win, muscle_win or split";
            return new Refusal(RefusalCode.InvalidVote, $"vote {Rule}.") { Errors = [new FieldError("vote", Rule)] };
        }
        return salt.IsEmpty ? null : CheckHash("salt", salt);
    }

    public static Refusal? CheckHash(string field, ReadOnlyMemory<byte> value)
    {
        if (value.Length == VoteCommitment.SaltLength)
            return null;
        var errors = new FieldErrors();
        errors.Add(field, $"must be {VoteCommitment.SaltLength} bytes");
        return errors.ToRefusal();
    }
}
