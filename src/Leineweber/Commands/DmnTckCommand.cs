using System.CommandLine;
using Leineweber.Feel.Dmn;
using Leineweber.Feel.Dmn.Xml;
using Leineweber.Feel.Tck;

namespace Leineweber.Commands;

/// <summary><c>dmn-tck</c>: runs the conformance suite of the DMN standard against our engine.</summary>
internal static class DmnTckCommand
{
    public static Command Build()
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Ordner mit Modellen (.dmn) und Testdateien (.xml), auch in Unterordnern" };
        var csv = new Option<FileInfo?>("--csv") { Description = "Datei für die Ergebnisse im Format der DMN TCK" };
        var details = new Option<bool>("--details") { Description = "jeden Fall nennen, der nicht stimmt" };
        var command = new Command("dmn-tck", "Prüft die Regelmaschine mit der Testsammlung des DMN-Standards") { folder, csv, details };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(csv), parsed.GetValue(details)));
        return command;
    }

    private static int Run(DirectoryInfo folder, FileInfo? csv, bool details)
    {
        if (!folder.Exists)
        {
            Console.Error.WriteLine($"Den Ordner „{folder.FullName}“ gibt es nicht.");
            return 2;
        }

        // Groups are named from the suite's own root, as in its published results.
        folder = folder.EnumerateDirectories("TestCases").FirstOrDefault() ?? folder;
        var report = new TckReport();
        foreach (var group in folder.EnumerateDirectories("*", SearchOption.AllDirectories).Prepend(folder).OrderBy(d => d.FullName, StringComparer.Ordinal))
        {
            RunGroup(Path.GetRelativePath(folder.FullName, group.FullName), group, report);
        }

        foreach (var wrong in report.Outcomes.Where(o => details && !o.Passed))
        {
            Console.WriteLine($"{wrong.Group} {wrong.Case}: {wrong.Detail}");
        }

        foreach (var line in report.Lines())
        {
            Console.WriteLine(line);
        }

        if (csv is not null)
        {
            File.WriteAllText(csv.FullName, report.ToCsv());
        }

        return report.Failed == 0 && report.Passed > 0 ? 0 : 1;
    }

    private static void RunGroup(string name, DirectoryInfo group, TckReport report)
    {
        var models = new Dictionary<string, DmnModel>(StringComparer.Ordinal);
        foreach (var file in group.EnumerateFiles("*.dmn"))
        {
            if (DmnReader.Read(File.ReadAllText(file.FullName), out var messages) is { } model)
            {
                models[file.Name] = model;
            }

            foreach (var message in messages)
            {
                Console.Error.WriteLine($"{file.FullName}: {message.Text(Feel.Messages.Language.German)}");
            }
        }

        foreach (var file in group.EnumerateFiles("*.xml").OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            if (models.Count == 0)
            {
                return;
            }

            if (TckFile.Parse(File.ReadAllText(file.FullName)) is not { } tests || !models.TryGetValue(tests.ModelName, out var model))
            {
                continue;
            }

            var compiled = CompiledModel.Compile(model, models.Values.Where(other => other != model));
            report.Add(tests.Run(compiled, name, Path.GetFileNameWithoutExtension(file.Name)));
        }
    }
}
