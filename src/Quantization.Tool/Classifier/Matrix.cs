namespace Quantization.Tool.Classifier;

/// <summary>A dense matrix of floats in row-major order.</summary>
internal sealed class Matrix
{
    public Matrix(int rows, int columns)
        : this(rows, columns, new float[checked(rows * columns)])
    {
    }

    /// <summary>Gives <paramref name="values"/> the form of a matrix, without a copy.</summary>
    public Matrix(int rows, int columns, float[] values)
    {
        if (values.Length != checked(rows * columns))
            throw new ArgumentException($"{values.Length} values do not fill {rows} rows of {columns}.", nameof(values));
        Rows = rows;
        Columns = columns;
        Values = values;
    }

    public int Rows { get; }

    public int Columns { get; }

    public float[] Values { get; }

    public Span<float> Row(int index) => Values.AsSpan(index * Columns, Columns);

    /// <summary>The matrix as an operand of a product.</summary>
    public MatrixView View => new(Values, Rows, Columns, Columns, 1);

    /// <summary>The transposed matrix as an operand of a product; nothing moves.</summary>
    public MatrixView Transposed => new(Values, Columns, Rows, 1, Columns);
}

/// <summary>Element (r, c) of a view is value r·RowStride + c·ColumnStride.</summary>
internal readonly record struct MatrixView(float[] Values, int Rows, int Columns, int RowStride, int ColumnStride);
