using System.Globalization;
using System.Text;

namespace Leineweber.Standards.Pdf.Signatures;

/// <summary>Puts a signature field and its empty signature into an update, in AcroForm, page and structure tree, so that PDF/A and tags stay whole.</summary>
internal sealed class SignatureField(PdfFile file, PdfUpdate update, PdfSignatureRequest request)
{
    public void Add(PdfObject signature)
    {
        var page = Page();
        var widget = new PdfDict();
        var widgetRef = update.Add(widget);
        widget["Type"] = new PdfName("Annot");
        widget["Subtype"] = new PdfName("Widget");
        widget["FT"] = new PdfName("Sig");
        widget["T"] = PdfString.Of(FreeName());
        widget["TU"] = PdfString.Of(request.Description);
        widget["V"] = update.Add(signature);
        widget["P"] = page;
        widget["F"] = new PdfNumber(132); // print, locked: PDF/A wants every annotation printed
        widget["Rect"] = Rect();
        widget["AP"] = Appearance();
        AddToForm(widgetRef);
        AddToStructure(widget, widgetRef, page);
        AddToPage(widgetRef, page);
    }

    private PdfRef Page()
    {
        var pages = file.Pages();
        var number = request.Appearance?.Page ?? 1;
        return number >= 1 && number <= pages.Count ? pages[number - 1] : throw new PdfException($"There is no page {number}.");
    }

    private string FreeName()
    {
        var taken = (update.Resolve(Form()?["Fields"]) as PdfArray)?.Items
            .Select(f => (update.Resolve(f) as PdfDict)?["T"] as PdfString).Select(t => t?.AsText()).ToHashSet() ?? [];
        var n = 1;
        while (taken.Contains("Siegel" + n.ToString(CultureInfo.InvariantCulture)))
        {
            n++;
        }

        return "Siegel" + n.ToString(CultureInfo.InvariantCulture);
    }

    private PdfDict? Form() => update.Resolve(file.Catalog["AcroForm"]) as PdfDict;

    private PdfArray Rect()
    {
        var a = request.Appearance;
        double[] corners = a is null ? [0, 0, 0, 0] : [a.Left, a.Bottom, a.Left + a.Width, a.Bottom + a.Height];
        return new(corners.Select(c => new PdfNumber(c)));
    }

    private PdfDict Appearance()
    {
        var dict = new PdfDict();
        dict["Type"] = new PdfName("XObject");
        dict["Subtype"] = new PdfName("Form");
        dict["BBox"] = new PdfArray(new[] { 0, 0, request.Appearance?.Width ?? 0, request.Appearance?.Height ?? 0 }.Select(n => new PdfNumber(n)));
        dict["Resources"] = new PdfDict();
        var appearance = new PdfDict();
        appearance["N"] = update.Add(new PdfStream(dict, Encoding.ASCII.GetBytes(request.Appearance?.Content ?? "")));
        return appearance;
    }

    private void AddToForm(PdfRef widget)
    {
        var form = new PdfDict(Form() ?? new PdfDict());
        form["Fields"] = With(form["Fields"], widget);
        form["SigFlags"] = new PdfNumber(3); // signatures exist; append only
        Put(file.Trailer["Root"], file.Catalog, "AcroForm", form);
    }

    private void AddToPage(PdfRef widget, PdfRef pageRef)
    {
        var page = new PdfDict(update.Resolve(pageRef) as PdfDict ?? throw new PdfException("A page is missing."));
        page["Annots"] = With(page["Annots"], widget);
        page["Tabs"] = new PdfName("S"); // in the order of the structure, as PDF/UA wants it
        update.Replace(pageRef, page);
    }

    private void AddToStructure(PdfDict widget, PdfRef widgetRef, PdfRef page)
    {
        if (file.Catalog["StructTreeRoot"] is not PdfRef rootRef || update.Resolve(rootRef) is not PdfDict oldRoot)
        {
            return;
        }

        var root = new PdfDict(oldRoot);
        var key = NextKey(root);
        var reference = new PdfDict();
        reference["Type"] = new PdfName("OBJR");
        reference["Obj"] = widgetRef;
        reference["Pg"] = page;
        var element = new PdfDict();
        element["Type"] = new PdfName("StructElem");
        element["S"] = new PdfName("Form");
        element["P"] = rootRef;
        element["Pg"] = page;
        element["Alt"] = PdfString.Of(request.Description);
        element["K"] = reference;
        var elementRef = update.Add(element);
        Nest(root, element, elementRef);
        root["ParentTree"] = WithNumber(root["ParentTree"], key, elementRef);
        root["ParentTreeNextKey"] = new PdfNumber(key + 1);
        update.Replace(rootRef, root);
        widget["StructParent"] = new PdfNumber(key);
    }

    /// <summary>Under the document element where there is one, else beside the others.</summary>
    private void Nest(PdfDict root, PdfDict element, PdfRef elementRef)
    {
        var top = update.Resolve(root["K"]) is PdfArray { Items: [var only] } ? only : root["K"];
        if (top is PdfRef documentRef && update.Resolve(top) is PdfDict document && (document["S"] as PdfName)?.Value == "Document")
        {
            var changed = new PdfDict(document);
            changed["K"] = With(document["K"], elementRef);
            element["P"] = documentRef;
            update.Replace(documentRef, changed);
        }
        else
        {
            root["K"] = With(root["K"], elementRef);
        }
    }

    private long NextKey(PdfDict root)
    {
        var told = (update.Resolve(root["ParentTreeNextKey"]) as PdfNumber)?.Whole ?? 0;
        var tree = update.Resolve(root["ParentTree"]) as PdfDict;
        var numbers = (update.Resolve(tree?["Nums"]) as PdfArray)?.Items.Where((_, i) => i % 2 == 0) ?? [];
        var limits = (update.Resolve(tree?["Kids"]) as PdfArray)?.Items
            .SelectMany(kid => (update.Resolve((update.Resolve(kid) as PdfDict)?["Limits"]) as PdfArray)?.Items ?? []) ?? [];
        var used = numbers.Concat(limits).Select(n => (n as PdfNumber)?.Whole ?? 0).DefaultIfEmpty(-1).Max();
        return Math.Max(told, used + 1);
    }

    private PdfDict WithNumber(PdfObject? tree, long key, PdfRef value)
    {
        var changed = new PdfDict(update.Resolve(tree) as PdfDict ?? new PdfDict());
        if (update.Resolve(changed["Kids"]) is PdfArray kids)
        {
            var leaf = new PdfDict();
            leaf["Limits"] = new PdfArray([new PdfNumber(key), new PdfNumber(key)]);
            leaf["Nums"] = new PdfArray([new PdfNumber(key), value]);
            changed["Kids"] = new PdfArray([.. kids.Items, update.Add(leaf)]);
        }
        else
        {
            changed["Nums"] = new PdfArray([.. (update.Resolve(changed["Nums"]) as PdfArray)?.Items ?? [], new PdfNumber(key), value]);
        }

        return changed;
    }

    private PdfArray With(PdfObject? array, PdfObject item) => update.Resolve(array) switch
    {
        null => new([item]),
        PdfArray known => new([.. known.Items, item]),
        _ => new([array!, item]),
    };

    private void Put(PdfObject? owner, PdfDict dict, string key, PdfObject value)
    {
        var changed = new PdfDict(dict);
        changed[key] = value;
        update.Replace(owner as PdfRef ?? throw new PdfException("The catalog is not an object of its own."), changed);
    }
}
