using Leineweber.Organisation;

namespace Leineweber.Leistungen.Edit;

/// <summary>Which services a member of staff may edit: those of the units where they have the right.</summary>
internal static class Redaktionsrecht
{
    public static bool MayEdit(this Amtsperson person, string unitNummer) => person.Has(LeistungenModule.Edit, unitNummer);
}
