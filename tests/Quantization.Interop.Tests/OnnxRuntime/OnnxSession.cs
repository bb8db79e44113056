using Microsoft.ML.OnnxRuntime;

namespace Quantization.Interop.Tests.OnnxRuntime;

/// <summary>One model in ONNX Runtime, its operators run as they are written.</summary>
internal sealed class OnnxSession : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions options = new();

    internal OnnxSession(byte[] model)
    {
        // Unoptimised, lest quantizing and dequantizing be fused; one thread, for the machine is shared.
        using SessionOptions sessionOptions = new() { GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL, IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        session = new InferenceSession(model, sessionOptions);
    }

    /// <summary>A tensor of one dimension.</summary>
    internal static OrtValue Tensor<T>(T[] values)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(values, [values.Length]);

    /// <summary>A tensor of so many rows.</summary>
    internal static OrtValue Matrix<T>(T[] values, int rows)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory(values, [rows, values.Length / rows]);

    /// <summary>A tensor of no dimension.</summary>
    internal static OrtValue Scalar<T>(T value)
        where T : unmanaged => OrtValue.CreateTensorValueFromMemory([value], []);

    /// <summary>Runs the model on inputs in its order, which are disposed of afterwards; the caller disposes of the outputs.</summary>
    internal IDisposableReadOnlyCollection<OrtValue> Run(params OrtValue[] inputs)
    {
        try
        {
            return session.Run(options, session.InputNames, inputs, session.OutputNames);
        }
        finally
        {
            foreach (OrtValue input in inputs) input.Dispose();
        }
    }

    /// <summary>Runs a model of one output and copies it.</summary>
    internal T[] RunForOne<T>(params OrtValue[] inputs)
        where T : unmanaged
    {
        using IDisposableReadOnlyCollection<OrtValue> outputs = Run(inputs);
        return outputs[0].GetTensorDataAsSpan<T>().ToArray();
    }

    public void Dispose()
    {
        options.Dispose();
        session.Dispose();
    }
}
