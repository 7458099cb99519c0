namespace Leineweber.Verfahren.Decide;

/// <summary>First link of the chain after the decision: print the letter as PDF/A.</summary>
internal sealed record TypesetBescheid(Guid BescheidId);

/// <summary>Second link: put the city's electronic seal on it.</summary>
internal sealed record SealBescheid(Guid BescheidId);

/// <summary>Last link: file it in the Akte and provide it in the Postkorb, in one transaction.</summary>
internal sealed record DeliverBescheid(Guid BescheidId);
