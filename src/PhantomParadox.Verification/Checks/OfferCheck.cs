using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Verification.Checks;

/// <summary>Checks that seats were offered in the order of the draw: never to whoever was fastest, and never more than the terms allow.</summary>
internal sealed class OfferCheck(WireRoundProof round, int offersPerSeat, Place place, Findings findings)
{
    private readonly WireSeatOffer?[] _last = new WireSeatOffer?[Math.Clamp(round.Seats, 0, JuryDraw.MaxHits)];
    private int _position;
    private int _departed;

    public void Run()
    {
        var before = long.MinValue;
        for (var index = 0; index < round.Offers.Count; index++)
        {
            var offer = round.Offers[index];
            if (!IsNext(index, offer) || !IsDue(index, offer))
                return;
            CheckAnswer(index, offer);
            findings.That(offer.InvitedAt >= before, place.Offer(index), "it was made before the one before it");
            before = offer.InvitedAt;
            _last[offer.Seat] = offer;
            _position++;
        }
        CheckEnd();
    }

    private bool IsNext(int index, WireSeatOffer offer)
    {
        PassDeparted(until: offer.AgentId);
        return findings.That(
            _position < round.Positions.Count && round.Positions[_position] == offer.AgentId, place.Offer(index),
            _position < round.Positions.Count
                ? $"seat {offer.Seat} was offered to {offer.AgentId}, but {round.Positions[_position]} is next in the order of the draw"
                : $"seat {offer.Seat} was offered to {offer.AgentId}, but nobody is left in the order of the draw");
    }

    // At first each seat is offered once, in order and at one moment; then a seat again when the offer before was declined or ran out.
    private bool IsDue(int index, WireSeatOffer offer)
    {
        if (!findings.That(offer.Seat >= 0 && offer.Seat < _last.Length, place.Offer(index), $"there is no seat {offer.Seat}"))
            return false;
        if (index < _last.Length)
        {
            return findings.Same(offer.Seat, index, place.Offer(index), "the seat")
                & findings.Same(offer.Offer, 1, place.Seat(offer.Seat), "the number of the offer")
                & findings.Same(offer.InvitedAt, round.Offers[0].InvitedAt, place.Seat(offer.Seat), "invitedAt");
        }
        var previous = _last[offer.Seat];
        return findings.That(previous?.Answer is "declined" or "expired", place.Seat(offer.Seat), "it was offered again, though it was taken")
            && findings.Same(offer.Offer, previous!.Offer + 1, place.Seat(offer.Seat), "the number of the offer")
            & findings.That(offer.Offer <= offersPerSeat, place.Seat(offer.Seat), $"it was offered {offer.Offer} times, more than {offersPerSeat}")
            & findings.Same(offer.InvitedAt, previous.AnsweredAt ?? 0, place.Seat(offer.Seat), "invitedAt");
    }

    private void CheckAnswer(int index, WireSeatOffer offer)
    {
        findings.That(
            offer.Answer is "accepted" or "declined" or "expired", place.Offer(index), $"'{offer.Answer}' is no answer that an ended round leaves");
        findings.That(offer.AnsweredAt is { } answered && answered >= offer.InvitedAt, place.Offer(index), "it was answered before it was made");
    }

    private void CheckEnd()
    {
        for (var seat = 0; seat < _last.Length; seat++)
        {
            var isLeft = _last[seat] is not { } last || (last.Answer != "accepted" && last.Offer < offersPerSeat);
            if (!isLeft)
                continue;
            PassDeparted(until: null);
            if (findings.That(
                _position == round.Positions.Count, place.Seat(seat), $"it stayed empty, though {At(_position)} was next in the order of the draw"))
                continue;
            return;
        }
        findings.Same(round.Departed.Count, _departed, place.ToString(), "the number of those who had left when a seat came to them");
    }

    private string At(int position) => position < round.Positions.Count ? round.Positions[position].ToString() : "nobody";

    private void PassDeparted(Guid? until)
    {
        while (_position < round.Positions.Count && round.Positions[_position] != until
            && _departed < round.Departed.Count && round.Departed[_departed] == round.Positions[_position])
        {
            _position++;
            _departed++;
        }
    }
}
