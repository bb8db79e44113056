using Quantization.Models;

namespace Quantization.Tests.Tool;

/// <summary>A folder for the files of a test, gone at its end.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Writes vectors as a safetensors file.</summary>
    public string Save(string name, params (string Name, float[] Values)[] tensors)
    {
        new SafeTensors(tensors.Select(static tensor => new ModelTensor(tensor.Name, [tensor.Values.Length], tensor.Values))).Save(PathOf(name));
        return PathOf(name);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
