namespace Leineweber.Browser;

/// <summary>The whole way on a phone, with and without JavaScript.</summary>
public sealed class StoryOnPhoneTests(RunningCity city)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_citizen_gets_a_sealed_decision(bool script) => city.Visits.Story(390, script);
}

/// <summary>The whole way on a wide screen, with and without JavaScript.</summary>
public sealed class StoryOnDesktopTests(RunningCity city)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_citizen_gets_a_sealed_decision(bool script) => city.Visits.Story(1280, script);
}
