using System.Text.Encodings.Web;
using System.Text.Unicode;
using Leineweber.Foundation;
using Leineweber.Foundation.Jobs;
using Leineweber.Foundation.Tenancy;
using Leineweber.Leistungen.Read;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace Leineweber.Serve;

/// <summary>Puts the program together: services of all floors, the web pipeline, the job runner.</summary>
public static class WebHost
{
    /// <summary>Largest request body: an upload of the largest allowed file and the form around it.</summary>
    public const long LargestRequest = 64L * 1024 * 1024;

    /// <summary>Builds the program for an installation.</summary>
    /// <param name="installation">Where its data lies and how it runs.</param>
    /// <param name="withJobs">True where this process also works jobs off.</param>
    /// <param name="configure">Further settings, e.g. of a test.</param>
    public static WebApplication Build(Installation installation, bool withJobs, Action<WebApplicationBuilder>? configure = null)
    {
        // The slim one: neither IIS nor HTTP/3 nor certificates, since the program listens on loopback behind a proxy that has these.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ApplicationName = typeof(WebHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environments.Production,
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning)
            // The keys lie in a folder only the program may read; that they are not encrypted once more is no news at every start.
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error)
            // A page that holds a form is not cached, whatever it asked for: that is as it should be.
            .AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestRequest;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        // Whether everything can be put together is seen by every test; looking again at every start would cost a tenth of it.
        builder.Host.UseDefaultServiceProvider(provider => (provider.ValidateScopes, provider.ValidateOnBuild) = (true, false));
        AddServices(builder.Services, installation, withJobs);
        // The command that runs the program hears the signals; the host's own listener would stop it at once.
        builder.Services.AddSingleton<IHostLifetime, CommandLifetime>();
        builder.AddObservability();
        configure?.Invoke(builder);
        var app = builder.Build();
        UsePipeline(app);
        return app;
    }

    private static void AddServices(IServiceCollection services, Installation installation, bool withJobs)
    {
        var modules = ModuleList.Create();
        services.AddSingleton(installation);
        services.AddSingleton(modules);
        foreach (var module in modules.Modules)
        {
            module.AddServices(services);
        }

        foreach (var line in Schedule.Lines)
        {
            services.AddSingleton(line);
        }

        if (withJobs)
        {
            services.AddHostedService(provider => provider.GetRequiredService<JobRunner>());
        }

        services.AddHttpContextAccessor();
        services.AddHttpClient();
        services.AddRateLimits();
        services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<DrawnPageBrotli>();
            compression.Providers.Add<GzipCompressionProvider>();
        });
        services.AddDataProtection().PersistKeysToFileSystem(Directory.CreateDirectory(installation.KeysFolder)).SetApplicationName("leineweber");
        services.Configure<WebEncoderOptions>(web => web.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.Configure<ForwardedHeadersOptions>(forwarded => forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto);
        services.Configure<Microsoft.AspNetCore.Http.Features.FormOptions>(form =>
        {
            form.MultipartBodyLengthLimit = LargestRequest;
            form.ValueCountLimit = 4096;
        });
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "lw-form";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.FormFieldName = "__formular";
        });
        services.AddRazorPages(pages => pages.RootDirectory = "/").AddMvcOptions(mvc =>
        {
            mvc.Filters.Add(new OnlyHandlers());
            // No form of ours names fields as jQuery does, and a field called "[" makes its reader throw.
            mvc.ValueProviderFactories.RemoveType<JQueryFormValueProviderFactory>();
        }).WithoutControllers();
        services.AddPagesOnDemand();
    }

    private static void UsePipeline(WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseHostCookies();
        app.UseSecurityHeaders();
        app.UseObservability();
        app.UseErrorPages();
        app.UsePlainRequests();
        app.UseRateLimiter();
        app.UseTenants();
        app.UseSprache();
        app.UsePageStore();
        app.UseVerweigerungen();
        // Kept pages are compressed already.
        app.UseResponseCompression();
        app.UseRouting();
        // Named here because the builder would else put them before everything, kept pages included. Pages say themselves who may see them (AccessAttribute).
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseOwnOrigin();
        app.MapRazorPages();
        foreach (var module in app.Services.GetRequiredService<ModuleCatalog>().Modules)
        {
            module.Map(app);
        }
    }
}
