using Microsoft.ML.OnnxRuntime.Tensors;
using Microsoft.ML.OnnxRuntime;
using Quantization.Benchmarks.Buffers;

namespace Quantization.Benchmarks.Peers;

/// <summary>
/// ONNX Runtime on one thread, running a model <c>x, scale, zeroPoint → y</c>, or <c>x → y</c>, whose inputs and output are bound to our memory
/// beforehand, so that nothing is copied and nothing allocated for them. What is left of a call is the runtime's own cost.
/// </summary>
internal sealed class OnnxRuntimePeer : IDisposable
{
    private readonly List<IDisposable> owned = [];
    private readonly InferenceSession session;
    private readonly OrtIoBinding binding;
    private readonly RunOptions runOptions;

    private OnnxRuntimePeer(byte[] model)
    {
        using SessionOptions options = new();
        options.IntraOpNumThreads = 1;
        options.InterOpNumThreads = 1;
        options.ExecutionMode = ExecutionMode.ORT_SEQUENTIAL;
        session = Own(new InferenceSession(model, options));
        runOptions = Own(new RunOptions());
        binding = Own(session.CreateIoBinding());
    }

    /// <summary>Binds a model to memory; <paramref name="buffers"/> owns the session.</summary>
    public static Action Bind<TCode, TSource, TResult>(
        byte[] model, ElementBuffers<TCode> buffers, AlignedBuffer<TSource> source, AlignedBuffer<TResult> destination, float scale, TCode zeroPoint)
        where TCode : unmanaged
        where TSource : unmanaged
        where TResult : unmanaged
    {
        OnnxRuntimePeer peer = buffers.Own(new OnnxRuntimePeer(model));
        peer.binding.BindInput("x", peer.Tensor(source, [source.Length]));
        peer.binding.BindInput("scale", peer.Scalar(scale));
        peer.binding.BindInput("zeroPoint", peer.Scalar(zeroPoint));
        peer.binding.BindOutput("y", peer.Tensor(destination, [destination.Length]));
        return () => peer.session.RunWithBinding(peer.runOptions, peer.binding);
    }

    /// <summary>Binds a product <c>x → y</c> of matrices, whose weights are in the model, to memory; <paramref name="owner"/> owns the session.</summary>
    public static Action BindProduct<TSource, TResult>(
        byte[] model, OwnedResources owner, AlignedBuffer<TSource> source, AlignedBuffer<TResult> destination, int rows)
        where TSource : unmanaged
        where TResult : unmanaged
    {
        OnnxRuntimePeer peer = owner.Own(new OnnxRuntimePeer(model));
        peer.binding.BindInput("x", peer.Tensor(source, [rows, source.Length / rows]));
        peer.binding.BindOutput("y", peer.Tensor(destination, [rows, destination.Length / rows]));
        return () => peer.session.RunWithBinding(peer.runOptions, peer.binding);
    }

    public void Dispose()
    {
        for (int i = owned.Count - 1; i >= 0; i--) owned[i].Dispose();
        owned.Clear();
    }

    private OrtValue Scalar<T>(T value)
        where T : unmanaged
    {
        AlignedBuffer<T> buffer = Own(new AlignedBuffer<T>(1));
        buffer.Span[0] = value;
        return Tensor(buffer, []);
    }

    private OrtValue Tensor<T>(AlignedBuffer<T> buffer, long[] shape)
        where T : unmanaged =>
        Own(OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, ElementType<T>(), shape, buffer.Address, buffer.Bytes));

    private static TensorElementType ElementType<T>() =>
        typeof(T) == typeof(float) ? TensorElementType.Float
        : typeof(T) == typeof(byte) ? TensorElementType.UInt8
        : typeof(T) == typeof(sbyte) ? TensorElementType.Int8
        : typeof(T) == typeof(ushort) ? TensorElementType.UInt16
        : typeof(T) == typeof(int) ? TensorElementType.Int32
        : throw new NotSupportedException($"{typeof(T).Name} is no element type of these models.");

    private T Own<T>(T resource)
        where T : IDisposable
    {
        owned.Add(resource);
        return resource;
    }
}
