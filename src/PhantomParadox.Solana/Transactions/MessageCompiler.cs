using System.Collections.Immutable;

namespace PhantomParadox.Solana;

/// <summary>Turns instructions into a message: each account once, under the strongest role that an instruction wants of it.</summary>
internal static class MessageCompiler
{
    /// <summary>Compiles a message. It may be too large to send: see <see cref="TransactionMessage.Fits"/>.</summary>
    /// <param name="version">The format.</param>
    /// <param name="feePayer">Who pays, and signs first.</param>
    /// <param name="blockHash">What the transaction expires with; the default where only the size is of interest.</param>
    /// <param name="instructions">What is done, in this order, all or nothing.</param>
    /// <param name="tables">Lookup tables to take accounts from; with <see cref="TransactionVersion.V0"/> only.</param>
    /// <param name="config">Limits; with <see cref="TransactionVersion.V1"/> only.</param>
    /// <exception cref="ArgumentException">There are more than 64 accounts or 12 signers, or the version knows no tables or limits.</exception>
    public static TransactionMessage Compile(
        TransactionVersion version, PublicKey feePayer, Hash blockHash, IReadOnlyList<TransactionInstruction> instructions,
        IReadOnlyList<LookupTable>? tables = null, MessageConfig? config = null)
    {
        if (tables is { Count: > 0 } && version != TransactionVersion.V0)
            throw new ArgumentException($"A {version} transaction takes no accounts from lookup tables.", nameof(tables));
        if (config is not null && version != TransactionVersion.V1)
            throw new ArgumentException($"A {version} transaction holds no limits; instructions of the compute budget set them.", nameof(config));
        var accounts = RolesOf(feePayer, instructions);
        var looked = Look(accounts, tables ?? []);
        var keys = accounts.Values.Where(account => account.Table is null).OrderBy(account => account.Rank)
            .ThenBy(account => account.Key, AddressOrder.Instance).ToImmutableArray();
        var header = new MessageHeader(
            (byte)keys.Count(account => account.IsSigner),
            (byte)keys.Count(account => account is { IsSigner: true, IsWritable: false }),
            (byte)keys.Count(account => account is { IsSigner: false, IsWritable: false }));
        if (accounts.Count > TransactionMessage.MostAccounts)
            throw new ArgumentException($"{accounts.Count} accounts are named; {TransactionMessage.MostAccounts} at most.", nameof(instructions));
        if (header.RequiredSignatures > TransactionMessage.MostSignatures)
            throw new ArgumentException(
                $"{header.RequiredSignatures} accounts would sign; {TransactionMessage.MostSignatures} at most.", nameof(instructions));

        var places = new Dictionary<PublicKey, byte>(accounts.Count);
        PublicKey[] order =
        [
            .. keys.Select(account => account.Key), .. looked.SelectMany(lookup => lookup.Writable), .. looked.SelectMany(lookup => lookup.ReadOnly),
        ];
        foreach (var key in order)
            places.Add(key, (byte)places.Count);
        return new TransactionMessage
        {
            Version = version,
            Header = header,
            AccountKeys = [.. keys.Select(account => account.Key)],
            RecentBlockHash = blockHash,
            Instructions =
            [
                .. instructions.Select(instruction => new CompiledInstruction(
                    places[instruction.ProgramId], instruction.Accounts.Select(account => places[account.Key]).ToArray(), instruction.Data)),
            ],
            Lookups = [.. looked.Select(lookup => lookup.ToMessage())],
            Config = config,
        };
    }

    private static Dictionary<PublicKey, Role> RolesOf(PublicKey feePayer, IReadOnlyList<TransactionInstruction> instructions)
    {
        var roles = new Dictionary<PublicKey, Role> { [feePayer] = new(feePayer) { IsFeePayer = true, IsSigner = true, IsWritable = true } };
        foreach (var instruction in instructions)
        {
            RoleOf(instruction.ProgramId).IsInvoked = true;
            foreach (var account in instruction.Accounts)
            {
                var role = RoleOf(account.Key);
                role.IsSigner |= account.IsSigner;
                role.IsWritable |= account.IsWritable;
            }
        }

        return roles;

        Role RoleOf(PublicKey key) => roles.TryGetValue(key, out var role) ? role : roles[key] = new Role(key);
    }

    // Signers and programs must stand in the message itself.
    private static List<Looked> Look(Dictionary<PublicKey, Role> accounts, IReadOnlyList<LookupTable> tables)
    {
        var found = new List<Looked>();
        foreach (var table in tables)
        {
            var here = accounts.Values.Where(account => account is { IsSigner: false, IsInvoked: false, Table: null } && table.Holds(account.Key))
                .OrderBy(account => account.Key, AddressOrder.Instance).ToList();
            foreach (var account in here)
                account.Table = table;
            if (here.Count > 0)
                found.Add(new Looked(table, KeysOf(here, isWritable: true), KeysOf(here, isWritable: false)));
        }

        return found;

        static PublicKey[] KeysOf(List<Role> roles, bool isWritable) => [.. roles.Where(role => role.IsWritable == isWritable).Select(role => role.Key)];
    }

    /// <summary>An account, and the strongest role that was asked of it.</summary>
    private sealed class Role(PublicKey key)
    {
        public PublicKey Key { get; } = key;

        public bool IsFeePayer { get; init; }

        public bool IsSigner { get; set; }

        public bool IsWritable { get; set; }

        public bool IsInvoked { get; set; }

        public LookupTable? Table { get; set; }

        public int Rank => IsFeePayer ? 0 : (IsSigner ? 1 : 3) + (IsWritable ? 0 : 1);
    }

    /// <summary>The accounts that a message takes from one table.</summary>
    private sealed record Looked(LookupTable Table, PublicKey[] Writable, PublicKey[] ReadOnly)
    {
        public AddressLookup ToMessage() => new(Table.Key, PlacesOf(Writable), PlacesOf(ReadOnly));

        private byte[] PlacesOf(PublicKey[] keys) => [.. keys.Select(key => (byte)Table.Addresses.IndexOf(key))];
    }
}
