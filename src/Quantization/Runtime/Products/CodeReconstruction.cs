using System.ComponentModel;

namespace Quantization.Runtime;

/// <summary>How codes stand for values where these are multiplied: <c>x̂ = s · (q − z) + m</c>, in double. Called by generated code.</summary>
/// <param name="scale">s.</param>
/// <param name="zeroPoint">z; 0 where the scheme has none.</param>
/// <param name="offset">m; 0 where the scheme has none.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CodeReconstruction(float scale, int zeroPoint, double offset)
{
    internal double Scale { get; } = scale;

    internal long ZeroPoint { get; } = zeroPoint;

    internal double Offset { get; } = offset;

    internal bool HasOffset => Offset != 0;

    internal bool Is(in CodeReconstruction other) => Scale == other.Scale && Offset == other.Offset;
}
