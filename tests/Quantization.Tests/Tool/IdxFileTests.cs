using System.IO.Compression;
using Quantization.Tool.Classifier;
using Quantization.Tool.Commands;
using Xunit;

namespace Quantization.Tests.Tool;

public sealed class IdxFileTests
{
    private static readonly byte[] s_images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40];
    private static readonly byte[] s_labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 9];

    [Fact]
    public void Headers_are_big_endian_and_pixels_follow()
    {
        var images = Read(s_images, s_labels);

        Assert.Equal((2, 1, 2), (images.Count, images.Rows, images.Columns));
        Assert.Equal([30, 40], images.Image(1).ToArray());
        Assert.Equal([7, 9], images.Labels);
        var values = new float[2];
        images.CopyTo(1, values);
        Assert.Equal([30 / 255f, 40 / 255f], values);
    }

    [Fact]
    public void A_pair_of_files_is_read_back()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            IdxFile.Save(Read(s_images, s_labels), folder.FullName, "few");
            var read = IdxFile.Load(folder.FullName, "few");
            Assert.Equal([10, 20, 30, 40], read.Pixels);
            Assert.Equal([7, 9], read.Labels);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Damaged_files_are_refused_by_name()
    {
        for (var length = 0; length < s_images.Length; length++)
            AssertRefused("images", s_images[..length], s_labels);
        AssertRefused("images", [.. s_images, 0], s_labels);
        AssertRefused("images", s_labels, s_labels);
        AssertRefused("labels", s_images, s_images);
        AssertRefused("images", [0, 0, 13, 3, .. s_images[4..]], s_labels);
        AssertRefused("images", [0, 0, 8, 3, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF], s_labels);
        AssertRefused("images", [0, 0, 8, 3, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 4, 1, 2, 3, 4], s_labels);
        AssertRefused("2 images, labels 1 labels", s_images, [0, 0, 8, 1, 0, 0, 0, 1, 7]);
        var exception = Assert.Throws<InvalidDataException>(() => IdxFile.Read(new MemoryStream(s_images), "images", new MemoryStream(), "labels"));
        Assert.StartsWith("images: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sample_takes_the_first_of_each_class_in_their_order()
    {
        var sample = SampleCommand.FirstOfEachClass(new ImageSet(1, 1, [1, 2, 3, 4, 5, 6], [0, 0, 1, 0, 1, 2]), perClass: 2);

        Assert.Equal([1, 2, 3, 5, 6], sample.Pixels);
        Assert.Equal([0, 0, 1, 1, 2], sample.Labels);
    }

    private static void AssertRefused(string problem, byte[] images, byte[] labels)
    {
        var exception = Assert.Throws<InvalidDataException>(() => Read(images, labels));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    private static ImageSet Read(byte[] images, byte[] labels) => IdxFile.Read(Compress(images), "images", Compress(labels), "labels");

    private static MemoryStream Compress(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var stream = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(content);
        compressed.Position = 0;
        return compressed;
    }
}
