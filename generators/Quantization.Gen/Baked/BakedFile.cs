using Microsoft.CodeAnalysis.Text;
using Quantization.Arithmetic;
using Quantization.Gen.Declaration;

namespace Quantization.Gen.Baked;

/// <summary>What a calibration file says: a value, equal to another that says the same. Where problems are, there are no entries.</summary>
/// <param name="Path">Its path, as the compiler was given it.</param>
/// <param name="Entries">Its entries in their order.</param>
/// <param name="Problems">What is wrong with it.</param>
internal sealed record BakedFile(string Path, EquatableArray<BakedEntry> Entries, EquatableArray<BakedProblem> Problems);

/// <summary>An entry: a quantizer and its parameters by name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Quantizer">What it is for, and the parameters.</param>
internal sealed record BakedEntry(string Name, CalibratedQuantizer Quantizer);

/// <summary>Something wrong with a calibration file.</summary>
/// <param name="Message">What.</param>
/// <param name="Span">Where in the text.</param>
/// <param name="Lines">The same in lines and columns, from 0 on.</param>
internal sealed record BakedProblem(string Message, TextSpan Span, LinePositionSpan Lines);
