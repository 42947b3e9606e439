using Feedline;
using Feedline.Samples.Quickstart;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
builder.Services.AddMetrics();
builder.Services.AddSingleton<ManualClock>();
builder.Services.AddSingleton<TimeProvider>(services => services.GetRequiredService<ManualClock>());
builder.Services.AddSingleton<DemoTrainer>();
builder.Services.AddFeedline()
    .AddMeterSource("Trainer.*")
    .AddFindingSink<ConsoleSink>();
using IHost host = builder.Build();

// The engine listens to instruments from here on; it has no thread of its own.
DiagnosticEngine engine = host.Services.GetRequiredService<DiagnosticEngine>();
engine.Start();

// About two minutes of the clock: from step 400 on, rank 2 is slow.
DemoTrainer trainer = host.Services.GetRequiredService<DemoTrainer>();
for (int step = 0; step < 1_000; step++)
{
    trainer.RunStep(slowRank: step is >= 400 and < 700 ? 2 : -1);

    // About once a second, where the trainer has a moment.
    if (step % 10 == 0)
        engine.Evaluate();
}

JobDiagnosis job = engine.Diagnose().Single();
Console.WriteLine($"Job {job.Job}, {job.WorldSize} ranks: {job.Ledger.Goodput:P0} of the GPU time was productive.");
foreach (Diagnosis diagnosis in job.Diagnoses)
    Console.WriteLine($"{diagnosis.Root.FailureMode} cost {diagnosis.LostGpuSeconds:0} GPU-seconds.");

foreach (LedgerLoss loss in job.Ledger.Losses)
    Console.WriteLine($"  {loss.Cause}, {loss.Layer.ToId()}: {loss.GpuSeconds:0.0} GPU-seconds");
