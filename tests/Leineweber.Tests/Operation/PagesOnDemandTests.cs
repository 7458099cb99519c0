using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace Leineweber.Tests.Operation;

public sealed class PagesOnDemandTests(City city) : IClassFixture<City>
{
    [Fact]
    public async Task No_page_is_put_together_before_it_is_asked_for()
    {
        var pages = city.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>().ToList();
        Assert.True(pages.Count > 50);
        Assert.DoesNotContain(pages, page => page is CompiledPageActionDescriptor);

        Assert.Contains("Bielefeld", (await city.Visitor().Open("/")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_page_can_be_put_together()
    {
        var loader = city.Services.GetRequiredService<PageLoader>();
        foreach (var page in city.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>())
        {
            Assert.NotNull((await loader.LoadAsync(page, Microsoft.AspNetCore.Http.EndpointMetadataCollection.Empty)).Endpoint);
        }
    }
}
