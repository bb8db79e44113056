using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Quantization.Tests;

/// <summary>Memory with an inaccessible page directly behind its last element, or before its first: one step too far ends the process.</summary>
/// <typeparam name="T">The element type.</typeparam>
internal sealed unsafe class GuardedMemory<T> : IDisposable
    where T : unmanaged
{
    private readonly nint mapping;
    private readonly nuint mappedBytes;
    private readonly T* start;
    private readonly int length;

    private GuardedMemory(int length, bool guardBehind)
    {
        nuint page = (nuint)Environment.SystemPageSize;
        nuint bytes = (nuint)length * (nuint)Unsafe.SizeOf<T>(), room = (bytes + page - 1) / page * page;
        mappedBytes = room + (2 * page);
        mapping = Pages.Map(mappedBytes, page, room);
        nint accessible = mapping + (nint)page;
        start = (T*)(guardBehind ? accessible + (nint)(room - bytes) : accessible);
        this.length = length;
    }

    internal Span<T> Span => new(start, length);

    /// <summary>Memory that ends where no access is allowed; the largest alignment of its start is that of its length.</summary>
    internal static GuardedMemory<T> EndingAtGuard(int length) => new(length, guardBehind: true);

    /// <summary>Memory that begins where no access is allowed before; its start is aligned to a page.</summary>
    internal static GuardedMemory<T> StartingAtGuard(int length) => new(length, guardBehind: false);

    /// <summary>The same with these contents.</summary>
    internal GuardedMemory<T> With(ReadOnlySpan<T> contents)
    {
        contents.CopyTo(Span);
        return this;
    }

    public void Dispose() => Pages.Unmap(mapping, mappedBytes);
}

/// <summary>Pages from the operating system: all inaccessible but the middle.</summary>
internal static partial class Pages
{
    // The same on every unix: PROT_NONE 0, PROT_READ | PROT_WRITE 3, MAP_PRIVATE 2; only MAP_ANONYMOUS differs.
    private const int NoAccess = 0, ReadWrite = 3, Private = 2;
    private const uint Reserve = 0x2000, Commit = 0x1000, Release = 0x8000, PageNoAccess = 1, PageReadWrite = 4;

    internal static nint Map(nuint bytes, nuint accessibleAt, nuint accessibleBytes)
    {
        if (OperatingSystem.IsWindows())
        {
            nint reserved = VirtualAlloc(0, bytes, Reserve, PageNoAccess);
            if (reserved == 0 || VirtualAlloc(reserved + (nint)accessibleAt, accessibleBytes, Commit, PageReadWrite) == 0) throw new Win32Exception();
            return reserved;
        }

        int anonymous = OperatingSystem.IsLinux() ? 0x20 : 0x1000;
        nint mapped = MapPages(0, bytes, NoAccess, Private | anonymous, -1, 0);
        if (mapped == -1 || (accessibleBytes > 0 && Protect(mapped + (nint)accessibleAt, accessibleBytes, ReadWrite) != 0)) throw new Win32Exception();
        return mapped;
    }

    internal static void Unmap(nint mapping, nuint bytes)
    {
        if (OperatingSystem.IsWindows()) _ = VirtualFree(mapping, 0, Release);
        else _ = UnmapPages(mapping, bytes);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint MapPages(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Protect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int UnmapPages(nint address, nuint length);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualFree(nint address, nuint size, uint type);
}
