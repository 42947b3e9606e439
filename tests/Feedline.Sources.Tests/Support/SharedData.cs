namespace Feedline.Sources.Tests;

/// <summary>Finds the data that lies beside the repository.</summary>
internal static class SharedData
{
    public static string Recordings()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string shared = Path.Combine(folder.FullName, "..", "shared", "recordings");
            if (File.Exists(Path.Combine(folder.FullName, "Sdk.sln")) && Directory.Exists(shared))
            {
                return Path.GetFullPath(shared);
            }
        }

        Assert.Skip("The shared recordings are not beside this checkout.");
        return "";
    }
}
