namespace Quantization.Tool.Terminal;

/// <summary>
/// A file that a command writes at its end: all of it or nothing, and with a wrong path known at the start, before the work and not after it. The content
/// goes to a file beside it, which then takes its place.
/// </summary>
internal sealed class OutputFile
{
    private const string Devices = "/dev/";

    private readonly FileInfo _file;

    private OutputFile(FileInfo file) => _file = file;

    /// <summary>Makes sure that a file can be written, and changes nothing.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static OutputFile Open(FileInfo file)
    {
        Try(file, () =>
        {
            if (Directory.Exists(file.FullName))
                throw new IOException("it is a folder");
            if (file.Exists)
            {
                using var stream = file.OpenWrite();
            }
            else
            {
                var trial = Beside(file);
                using (File.Create(trial))
                {
                }

                File.Delete(trial);
            }
        });
        return new OutputFile(file);
    }

    /// <summary>Writes the file, in place of the one that may be there.</summary>
    /// <exception cref="IOException">The file cannot be written, and is as it was; the message names it.</exception>
    public void Write(Action<Stream> write) => Try(_file, () =>
    {
        // A terminal, a pipe or nowhere: nothing can take its place.
        if (_file.FullName.StartsWith(Devices, StringComparison.Ordinal))
        {
            using var device = _file.OpenWrite();
            write(device);
            return;
        }

        var written = Beside(_file);
        try
        {
            using (var stream = File.Create(written))
                write(stream);
            File.Move(written, _file.FullName, overwrite: true);
        }
        catch
        {
            File.Delete(written);
            throw;
        }
    });

    private static string Beside(FileInfo file) => Path.Combine(file.DirectoryName!, $".{file.Name}.{Guid.NewGuid():N}");

    private static void Try(FileInfo file, Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot write '{file}': {exception.Message}", exception);
        }
    }
}
