using System.Collections.Concurrent;
using Microsoft.ML;

namespace Feedline.MachineLearning;

/// <summary>Predictions by any number of threads at a time. ML.NET's prediction engine serves one thread; this keeps as many as there are callers.</summary>
/// <typeparam name="TSource">The class of a row to predict for.</typeparam>
/// <typeparam name="TResult">The class of what is predicted.</typeparam>
/// <remarks>
/// All members may be called from any thread. An engine is made when all others are in use, and kept: there are as many as the most
/// calls there were at a time. A model with a component that looks at several rows has no prediction engine. For a new model make a new
/// pool, and dispose the old one when it is no longer called.
/// </remarks>
public sealed class PredictionPool<TSource, TResult> : IDisposable
    where TSource : class
    where TResult : class, new()
{
    private readonly Func<PredictionEngine<TSource, TResult>> _make;
    private readonly Lock _making = new();
    private readonly ConcurrentBag<PredictionEngine<TSource, TResult>> _idle;
    private volatile bool _isDisposed;

    /// <summary>Makes a pool, and its first engine.</summary>
    /// <param name="context">The context, by which engines are made.</param>
    /// <param name="model">The model; may be shared with others.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">The model cannot predict for single rows.</exception>
    public PredictionPool(MLContext context, ITransformer model)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(model);
        _make = () => context.Model.CreatePredictionEngine<TSource, TResult>(model);
        _idle = [_make()];
    }

    /// <summary>Predicts for a row, as <see cref="PredictionEngineBase{TSrc, TDst}.Predict(TSrc)"/> does.</summary>
    /// <param name="example">The row.</param>
    /// <returns>A new object; nobody else has it.</returns>
    /// <exception cref="ObjectDisposedException">The pool is disposed.</exception>
    public TResult Predict(TSource example)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        PredictionEngine<TSource, TResult> engine = _idle.TryTake(out PredictionEngine<TSource, TResult>? idle) ? idle : Make();
        try
        {
            return engine.Predict(example);
        }
        finally
        {
            _idle.Add(engine);
            if (_isDisposed)
                DisposeIdle();
        }
    }

    /// <summary>Ends the engines: those in use when their calls end.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        DisposeIdle();
    }

    private PredictionEngine<TSource, TResult> Make()
    {
        // Whether a context may make several at a time is not promised.
        lock (_making)
            return _make();
    }

    private void DisposeIdle()
    {
        while (_idle.TryTake(out PredictionEngine<TSource, TResult>? engine))
            engine.Dispose();
    }
}
