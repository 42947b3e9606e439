namespace Feedline.Tests.Shared;

/// <summary>The data of other projects that lie beside the checkout on the machines of the project.</summary>
internal static class SharedData
{
    /// <summary>A file of the shared data; skips the test where there is none.</summary>
    public static string File(string path)
    {
        string file = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", path));
        if (!System.IO.File.Exists(file))
            Assert.Skip($"There is no file at ../shared/data/{path}.");
        return file;
    }
}
