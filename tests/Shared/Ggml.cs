using System.Runtime.InteropServices;

namespace Quantization.Shared;

/// <summary>
/// ggml, whose formats the blocks of GGUF files are: its reference routines, and those that it wrote for this processor. The libraries are taken
/// from the folder that GGML_LIBRARIES names, or from where <c>.ci/ggml</c> unpacks them in a checkout.
/// </summary>
internal sealed unsafe class Ggml
{
    /// <summary>The environment variable that names the folder of the libraries.</summary>
    internal const string Variable = "GGML_LIBRARIES";

    // For the newest processors first; each says itself whether it runs on this one.
    private static readonly string[] Builds = ["zen4", "haswell", "x64"];

    private static readonly Lazy<Ggml?> Found = new(() => Load(Builds));

    private readonly nint reference, vectors;

    private Ggml(nint reference, nint vectors, string build)
    {
        (this.reference, this.vectors) = (reference, vectors);
        Build = build;
        // Fills the tables that its conversions of halves look into.
        ((delegate* unmanaged<void>)NativeLibrary.GetExport(vectors, "ggml_cpu_init"))();
    }

    /// <summary>The libraries, of the build for this processor; null where there are none.</summary>
    internal static Ggml? Instance => Found.Value;

    /// <summary>The build that was loaded.</summary>
    internal string Build { get; }

    /// <summary>Loads the first of some builds that this processor can run; null where the libraries are not.</summary>
    internal static Ggml? Load(ReadOnlySpan<string> builds)
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) return null;
        if (Folder() is not { } folder) return null;
        nint reference = NativeLibrary.Load(Path.Combine(folder, "libggml-base.so"));
        foreach (string build in builds)
        {
            nint vectors = NativeLibrary.Load(Path.Combine(folder, $"libggml-cpu-{build}.so"));
            // 0 where the processor lacks something that it was compiled for.
            if (((delegate* unmanaged<int>)NativeLibrary.GetExport(vectors, "ggml_backend_score"))() > 0) return new Ggml(reference, vectors, build);
        }

        throw new PlatformNotSupportedException($"No build of ggml in {folder} runs on this processor.");
    }

    /// <summary>A routine that quantizes a row of floats; those of which the name ends in _ref are the reference.</summary>
    internal void Quantize(string routine, ReadOnlySpan<float> source, Span<byte> blocks)
    {
        delegate* unmanaged<float*, byte*, long, void> quantize = (delegate* unmanaged<float*, byte*, long, void>)Routine(routine);
        fixed (float* from = source)
        fixed (byte* to = blocks) quantize(from, to, source.Length);
    }

    /// <summary>A routine that dequantizes a row of blocks.</summary>
    internal void Dequantize(string routine, ReadOnlySpan<byte> blocks, Span<float> destination)
    {
        delegate* unmanaged<byte*, float*, long, void> dequantize = (delegate* unmanaged<byte*, float*, long, void>)Routine(routine);
        fixed (byte* from = blocks)
        fixed (float* to = destination) dequantize(from, to, destination.Length);
    }

    /// <summary>A routine that multiplies two rows of blocks of a number of elements.</summary>
    internal float Dot(string routine, int elements, ReadOnlySpan<byte> blocks, ReadOnlySpan<byte> partners)
    {
        delegate* unmanaged<int, float*, nint, byte*, nint, byte*, nint, int, void> dot =
            (delegate* unmanaged<int, float*, nint, byte*, nint, byte*, nint, int, void>)Routine(routine);
        float result;
        fixed (byte* left = blocks, right = partners) dot(elements, &result, 0, left, 0, right, 0, 1);
        return result;
    }

    /// <summary>The address of a routine of either library.</summary>
    internal nint Routine(string name) => FindRoutine(name) ?? throw new EntryPointNotFoundException($"ggml has no {name}.");

    /// <summary>The address of a routine of either library; null where neither has it.</summary>
    internal nint? FindRoutine(string name) =>
        NativeLibrary.TryGetExport(vectors, name, out nint address) || NativeLibrary.TryGetExport(reference, name, out address) ? address : null;

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            // A folder that is named and missing is a mistake, not a reason to look elsewhere.
            return Directory.Exists(named) ? named : throw new DirectoryNotFoundException($"{Variable} names {named}, which does not exist.");
        }

        for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (!File.Exists(Path.Combine(directory.FullName, "Quantization.Gen.sln"))) continue;
            string unpacked = Path.Combine(directory.FullName, "artifacts", "ggml", "package", "bins", "linux-x64");
            return Directory.Exists(unpacked) ? unpacked : null;
        }

        return null;
    }
}
