using System.Runtime.CompilerServices;

namespace PhantomParadox.Simulation.Checks;

/// <summary>Ends a simulation where something doesn't hold.</summary>
internal static class Check
{
    public static void That(bool holds, string message)
    {
        if (!holds)
            throw new SimulationFailedException(message);
    }

    public static void That(bool holds, [InterpolatedStringHandlerArgument(nameof(holds))] ref Message message)
    {
        if (!holds)
            throw new SimulationFailedException(message.ToString());
    }

    /// <summary>A message that is only made where it is needed: checks are many, and mostly hold.</summary>
    [InterpolatedStringHandler]
    internal ref struct Message
    {
        private DefaultInterpolatedStringHandler _text;

        public Message(int literalLength, int formattedCount, bool holds, out bool isNeeded)
        {
            isNeeded = !holds;
            _text = holds ? default : new DefaultInterpolatedStringHandler(literalLength, formattedCount);
        }

        public void AppendLiteral(string text) => _text.AppendLiteral(text);

        public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

        public override string ToString() => _text.ToStringAndClear();
    }
}
