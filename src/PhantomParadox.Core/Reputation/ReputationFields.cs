using PhantomParadox.Journal;

namespace PhantomParadox.Reputation;

/// <summary>A reputation as a field of events.</summary>
internal static class ReputationFields
{
    public static void Write(this in ReputationState state, EventWriter writer)
    {
        writer.WriteUnsigned(state.WorkKept);
        writer.WriteUnsigned(state.WorkBroken);
        writer.WriteUnsigned(state.JuryKept);
        writer.WriteUnsigned(state.JuryBroken);
        writer.WriteSigned(state.Day);
        writer.WriteSigned(state.Points);
    }

    public static ReputationState Read(scoped ref EventReader reader) => new(
        reader.ReadUnsigned(), reader.ReadUnsigned(), reader.ReadUnsigned(), reader.ReadUnsigned(),
        checked((int)reader.ReadSigned()), checked((int)reader.ReadSigned()));
}
