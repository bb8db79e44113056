namespace Quantization.Tool.Commands;

/// <summary>Tells of each step on the thread that does it; <see cref="Progress{T}"/> would tell on another one, some time later.</summary>
internal sealed class StepProgress<T>(Action step) : IProgress<T>
{
    public void Report(T value) => step();
}
