namespace Quantization.Tool.Classifier;

/// <summary>Grey images of one size with their labels.</summary>
internal sealed class ImageSet
{
    public ImageSet(int rows, int columns, byte[] pixels, byte[] labels)
    {
        if (pixels.Length != (long)labels.Length * rows * columns)
            throw new InvalidDataException($"{pixels.Length} pixels are not {labels.Length} images of {rows} × {columns}, one for each label.");
        Rows = rows;
        Columns = columns;
        Pixels = pixels;
        Labels = labels;
    }

    public int Rows { get; }

    public int Columns { get; }

    public int PixelsPerImage => Rows * Columns;

    public int Count => Labels.Length;

    /// <summary>All images, one after the other, rows from the top, 0 to 255.</summary>
    public byte[] Pixels { get; }

    public byte[] Labels { get; }

    /// <summary>These images, if a network takes them and has a score for each of their labels.</summary>
    /// <exception cref="InvalidDataException">It does not.</exception>
    public ImageSet For(Model model)
    {
        var (pixels, classes) = (model.Layers[0].Weight.Columns, model.Layers[^1].Weight.Rows);
        if (PixelsPerImage != pixels)
            throw new InvalidDataException($"The images have {Rows} × {Columns} pixels; the network takes {pixels}.");
        if (Labels.FirstOrDefault(label => label >= classes) is var wrong and not 0)
            throw new InvalidDataException($"An image has the label {wrong}; the network knows 0 to {classes - 1}.");
        return this;
    }

    public ReadOnlySpan<byte> Image(int index) => Pixels.AsSpan(index * PixelsPerImage, PixelsPerImage);

    /// <summary>Writes an image as a model takes it: each pixel divided by 255.</summary>
    public void CopyTo(int index, Span<float> destination)
    {
        var image = Image(index);
        for (var i = 0; i < image.Length; i++)
            destination[i] = image[i] / 255f;
    }

    /// <summary>Consecutive images as a model takes them, one in each row.</summary>
    public Matrix Batch(int start, int count)
    {
        var batch = new Matrix(count, PixelsPerImage);
        for (var row = 0; row < count; row++)
            CopyTo(start + row, batch.Row(row));
        return batch;
    }
}
