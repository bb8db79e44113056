namespace Quantization;

/// <summary>Tells the parameters that a declaration gives as constants.</summary>
/// <typeparam name="TParameters">The parameters of the scheme.</typeparam>
public interface IFixedParameters<TParameters>
    where TParameters : struct
{
    /// <summary>The parameters; they are folded into the quantizer's code.</summary>
    static abstract TParameters Parameters { get; }
}
