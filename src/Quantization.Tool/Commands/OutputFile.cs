namespace Quantization.Tool.Commands;

/// <summary>Files that a command writes at its end but opens at its start, so that a wrong path fails before the work and not after it.</summary>
internal static class OutputFile
{
    /// <summary>Opens a file for writing and leaves its content alone until <see cref="Replace"/>.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static FileStream Open(FileInfo file)
    {
        try
        {
            return new FileStream(file.FullName, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"cannot write '{file}': {exception.Message}", exception);
        }
    }

    /// <summary>Opens a file, does the work, and writes what it made. Where the work fails the file is as it was, or is not there if it was not.</summary>
    /// <param name="file">The file.</param>
    /// <param name="work">The work, which returns what writes its result.</param>
    /// <exception cref="IOException">The file cannot be written; the message names it.</exception>
    public static void Write(FileInfo file, Func<Action<Stream>> work)
    {
        var existed = file.Exists;
        var stream = Open(file);
        try
        {
            using (stream)
                Replace(stream, work());
        }
        catch
        {
            if (!existed)
                file.Delete();
            throw;
        }
    }

    /// <summary>Writes new content in place of the old.</summary>
    public static void Replace(FileStream stream, Action<Stream> write)
    {
        stream.SetLength(0);
        write(stream);
        stream.Flush();
    }
}
