using Leineweber.Commands;

return await Root.Build().Parse(args).InvokeAsync();
