namespace Quantization.Tool.Observation;

/// <summary>A tensor that was observed, with the parameters that were found for it.</summary>
/// <param name="Name">The name that it has in the files.</param>
/// <param name="Seen">Its least and greatest finite value.</param>
/// <param name="Entry">The parameters and how they were found.</param>
internal sealed record CalibratedTensor(string Name, CalibratedRange Seen, CalibrationEntry Entry);
