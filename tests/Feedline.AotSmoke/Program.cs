using Feedline.AotSmoke;

// Proves that the SDK works where it is compiled ahead of time, and that its packages work where they are restored.
// usage: Feedline.AotSmoke RECORDING
Smoke.EngineWithoutContainer();
Smoke.EngineFromContainer();
Smoke.Models();
Smoke.Recording(args[0]);
Console.WriteLine("OK");
