using System.CommandLine;

namespace Quantization.Tool.Commands;

/// <summary>The option that asks for what a table shows as JSON, too.</summary>
internal static class JsonOption
{
    public static Option<FileInfo> Create() => new("--json") { Description = "Writes what the table shows to this file as well, as JSON.", HelpName = "FILE" };
}
