namespace Feedline.Tests.Shared;

/// <summary>The recordings of real training runs that lie beside the checkout on the machines of the project.</summary>
internal static class Recordings
{
    /// <summary>The folder of a recording; skips the test where there is none.</summary>
    public static string Folder(string name)
    {
        string folder = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "recordings", name));
        if (!Directory.Exists(folder))
            Assert.Skip($"There are no recordings at ../shared/recordings/{name}.");
        return folder;
    }
}
