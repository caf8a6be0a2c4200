namespace PhantomParadox.Solana;

/// <summary>What a node asks of a transaction before it looks at any account.</summary>
internal static class MessageRules
{
    /// <exception cref="FormatException">A rule is broken; the message says which.</exception>
    public static void Check(TransactionMessage message, int signatures)
    {
        var header = message.Header;
        var keys = message.AccountKeys.Length;
        Require(header.RequiredSignatures > 0, "no account signs");
        Require(header.ReadOnlySigned < header.RequiredSignatures, "the fee payer is read-only");
        Require(header.RequiredSignatures + header.ReadOnlyUnsigned <= keys, "the header counts more accounts than there are");
        Require(signatures == header.RequiredSignatures, "the signatures are not as many as the signers");
        Require(message.AccountKeys.Distinct().Count() == keys, "an account stands twice");
        if (message.Version == TransactionVersion.V1)
            Require(
                keys <= TransactionMessage.MostAccounts && signatures <= TransactionMessage.MostSignatures && message.Instructions.Length <= 64,
                "there are more accounts, signatures or instructions than a transaction of version 1 may have");
        var all = keys;
        foreach (var lookup in message.Lookups)
        {
            Require(lookup.Writable.Length + lookup.ReadOnly.Length > 0, "a lookup table is named and not used");
            all += lookup.Writable.Length + lookup.ReadOnly.Length;
        }

        Require(all <= 256, "there are more accounts than can be counted");
        foreach (var instruction in message.Instructions)
        {
            Require(instruction.ProgramIdIndex > 0 && instruction.ProgramIdIndex < keys, "an instruction's program is no account of the message");
            foreach (var place in instruction.Accounts.Span)
                Require(place < all, "an instruction names an account that isn't there");
        }
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new FormatException($"The transaction is malformed: {otherwise}.");
    }
}
