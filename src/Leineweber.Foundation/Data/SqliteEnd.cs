namespace Leineweber.Foundation.Data;

/// <summary>Nobody else writes meanwhile, so nothing needs to be held and everything is done at once.</summary>
internal sealed class SqliteEnd(SqliteStatements statements, SqliteProtokoll protokoll) : IWriteEnd
{
    public Task<long> NextNumber(string series, bool inOrder, CancellationToken cancel) => Task.FromResult(Next(series));

    public async Task Finish(Write write, CancellationToken cancel)
    {
        await write.SaveTracked(cancel);
        foreach (var question in write.Required)
        {
            if (statements.Run(question.Sql, question.Values) is null)
            {
                throw new OutdatedException();
            }
        }

        if (write.LastNumber is { } number)
        {
            number.Take(Next(number.Series));
        }

        foreach (var statement in write.Statements)
        {
            statements.Run(statement.Sql, statement.Values);
        }

        if (write.Entries.Count > 0)
        {
            protokoll.Append(write);
        }
    }

    private long Next(string series) => statements.Run(Nummernkreis.Next, series, 1L)!.Value;
}
