using PhantomParadox.Disputes;
using PhantomParadox.Jobs;

namespace PhantomParadox;

/// <content>Answers that are given again: they may speak of what has long been archived.</content>
public sealed partial class LocalMarket
{
    private ValueTask<Outcome<T>> AskAsync<T>(Command<T> command, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        command.Key = key;
        return AskAsync(command, cancellationToken);
    }

    private ValueTask<Outcome<JobReceipt>> AskForJobAsync(Command<JobReceipt> command, IdempotencyKey? key, CancellationToken cancellationToken) =>
        key is null ? AskAsync(command, cancellationToken) : CompleteAsync(AskAsync(command, key, cancellationToken), cancellationToken);

    private async ValueTask<Outcome<JobReceipt>> CompleteAsync(ValueTask<Outcome<JobReceipt>> answer, CancellationToken cancellationToken)
    {
        var outcome = await answer.ConfigureAwait(false);
        return outcome.IsAccepted && outcome.Value is { Missing: not null } receipt
            ? JobReceipts.Complete(outcome, await _archive.GetAsync(receipt.Id, cancellationToken).ConfigureAwait(false))
            : outcome;
    }

    private ValueTask<Outcome<DisputeRecord>> AskForDisputeAsync(DisputeAnswer command, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        return key is null ? AskAsync(command, cancellationToken) : CompleteAsync();

        async ValueTask<Outcome<DisputeRecord>> CompleteAsync()
        {
            var outcome = await AskAsync(command, key, cancellationToken).ConfigureAwait(false);
            return command.Missing is { } missing
                && await _archive.GetDisputeAsync(missing, cancellationToken).ConfigureAwait(false) is { } archived
                ? new Outcome<DisputeRecord>(archived, outcome.Position) { Replayed = true }
                : outcome;
        }
    }

    private ValueTask<Outcome<EvidenceRecord>> AskForEvidenceAsync(
        DisputeId dispute, SubmitEvidence command, IdempotencyKey? key, CancellationToken cancellationToken)
    {
        return key is null ? AskAsync(command, cancellationToken) : CompleteAsync();

        async ValueTask<Outcome<EvidenceRecord>> CompleteAsync()
        {
            var outcome = await AskAsync(command, key, cancellationToken).ConfigureAwait(false);
            if (command.Missing is not { } missing)
                return outcome;
            var archived = await _archive.GetDisputeAsync(dispute, cancellationToken).ConfigureAwait(false);
            return archived?.Evidence.FirstOrDefault(piece => piece.Id == missing) is { } kept
                ? new Outcome<EvidenceRecord>(kept, outcome.Position) { Replayed = true }
                : outcome;
        }
    }
}
