using System.Buffers.Binary;
using System.IO.Compression;

namespace Quantization.Tool.Classifier;

/// <summary>
/// The IDX format of the MNIST family, compressed by gzip: two zero bytes, the element type (8: byte), the number of
/// dimensions, the dimensions as big-endian 32-bit integers, then the elements.
/// </summary>
internal static class IdxFile
{
    private const byte ByteElements = 8;

    // Ten times the largest set of the family, so that a damaged header does not ask for all memory.
    private const long MaxElements = 1L << 29;

    /// <summary>How the data sets of the family name a pair of files.</summary>
    public static (string Images, string Labels) Names(string prefix) => (prefix + "-images-idx3-ubyte.gz", prefix + "-labels-idx1-ubyte.gz");

    /// <summary>Reads a pair of files by their <see cref="Names"/>.</summary>
    public static ImageSet Load(string folder, string prefix)
    {
        var (imagesPath, labelsPath) = Paths(folder, prefix);
        using var images = File.OpenRead(imagesPath);
        using var labels = File.OpenRead(labelsPath);
        return Read(images, imagesPath, labels, labelsPath);
    }

    /// <summary>Reads images and labels from two streams.</summary>
    public static ImageSet Read(Stream images, string imagesName, Stream labels, string labelsName)
    {
        var (shape, pixels) = ReadArray(images, imagesName, dimensions: 3);
        var (labelShape, labelBytes) = ReadArray(labels, labelsName, dimensions: 1);
        if (shape[0] != labelShape[0])
            throw new InvalidDataException($"{imagesName} holds {shape[0]} images, {labelsName} {labelShape[0]} labels.");
        return new ImageSet(shape[1], shape[2], pixels, labelBytes);
    }

    /// <summary>Writes a pair of files.</summary>
    public static void Save(ImageSet images, string folder, string prefix)
    {
        var (imagesPath, labelsPath) = Paths(folder, prefix);
        WriteArray(imagesPath, [images.Count, images.Rows, images.Columns], images.Pixels);
        WriteArray(labelsPath, [images.Count], images.Labels);
    }

    private static (string Images, string Labels) Paths(string folder, string prefix)
    {
        var (images, labels) = Names(prefix);
        return (Path.Combine(folder, images), Path.Combine(folder, labels));
    }

    private static (int[] Shape, byte[] Elements) ReadArray(Stream compressed, string name, int dimensions)
    {
        try
        {
            using var stream = new GZipStream(compressed, CompressionMode.Decompress);
            var header = new byte[4 + 4 * dimensions];
            stream.ReadExactly(header);
            if (header[0] != 0 || header[1] != 0 || header[2] != ByteElements || header[3] != dimensions)
                throw new InvalidDataException($"not an IDX file of bytes in {dimensions} dimensions.");
            var shape = new int[dimensions];
            var count = 1L;
            for (var i = 0; i < dimensions; i++)
            {
                shape[i] = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4 + 4 * i));
                if (shape[i] <= 0 || (count *= shape[i]) > MaxElements)
                    throw new InvalidDataException($"an empty or negative dimension, or more than {MaxElements} elements.");
            }

            var elements = new byte[count];
            stream.ReadExactly(elements);
            return stream.ReadByte() < 0 ? (shape, elements) : throw new InvalidDataException($"bytes follow the {count} elements.");
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            // Whatever is wrong with the content, by the decompressor's or by this reader's judgement: say where.
            throw new InvalidDataException($"{name}: {exception.Message}", exception);
        }
    }

    private static void WriteArray(string path, ReadOnlySpan<int> shape, byte[] elements)
    {
        var header = new byte[4 + 4 * shape.Length];
        header[2] = ByteElements;
        header[3] = (byte)shape.Length;
        for (var i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + 4 * i), shape[i]);
        using var stream = new GZipStream(File.Create(path), CompressionLevel.SmallestSize);
        stream.Write(header);
        stream.Write(elements);
    }
}
