using Xunit;

namespace Quantization.Interop.Tests.OnnxVectors;

/// <summary>
/// One of ONNX's own operator tests: its inputs and what must come out. They are read where they are installed: in the folder that
/// ONNX_NODE_TESTS names, in <c>shared/data/onnx-node-tests</c> beside the checkout, or from Debian's libonnx-testdata.
/// </summary>
internal sealed class NodeTest
{
    private const string Variable = "ONNX_NODE_TESTS";

    private const string Debian = "/usr/share/libonnx-testdata/data/node";

    private static readonly string? Root = Candidates().FirstOrDefault(Directory.Exists);

    private readonly string folder;

    /// <summary>Finds a test by its name; without the data the calling test is skipped, or fails where CI=true.</summary>
    internal NodeTest(string name)
    {
        if (Root is null)
        {
            string message = $"ONNX's operator tests are not here: name their folder in {Variable}, or install libonnx-testdata.";
            Assert.False(Environment.GetEnvironmentVariable("CI") == "true", message);
            Assert.Skip(message);
        }

        folder = Path.Combine(Root, name, "test_data_set_0");
        // Debian's are of the ONNX that it has, which may not know a type yet; elsewhere a missing case is a mistake.
        if (Root == Debian && !Directory.Exists(folder)) Assert.Skip($"{Root} has no {name}: it is of an older ONNX.");
    }

    internal TensorProto Input(int index) => TensorProto.Read(Path.Combine(folder, FormattableString.Invariant($"input_{index}.pb")));

    internal TensorProto Output(int index) => TensorProto.Read(Path.Combine(folder, FormattableString.Invariant($"output_{index}.pb")));

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            // A folder that is named and missing is a mistake, not a reason to look elsewhere.
            yield return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"{Variable} names {named}, which does not exist.");
        }

        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Quantization.Gen.sln")) && directory.Parent is { } parent)
            {
                yield return Path.Combine(parent.FullName, "shared", "data", "onnx-node-tests");
            }
        }

        yield return Debian;
    }
}
