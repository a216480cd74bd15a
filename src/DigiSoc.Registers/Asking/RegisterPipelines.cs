using System.Collections.Concurrent;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace DigiSoc.Registers.Asking;

/// <summary>Time limit, retries and circuit breaker around an adapter: one breaker for each register.</summary>
internal sealed class RegisterPipelines(RegistersOptions options, TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, ResiliencePipeline<RegisterReply>> _pipelines = new(StringComparer.Ordinal);

    /// <summary>Asks until there is an answer, the tries are used up, or the breaker opens. Throws only when cancelled.</summary>
    public async Task<RegisterReply> AskAsync(RegisterQuestion question, IRegisterAdapter adapter, CancellationToken ct)
    {
        var register = question.Register.Id;
        try
        {
            return await _pipelines.GetOrAdd(register, _ => Build())
                .ExecuteAsync(async token => await adapter.AskAsync(question, token), ct);
        }
        catch (BrokenCircuitException)
        {
            return new RegisterReply.Unavailable(RegisterErrors.BreakerOpen(register));
        }
        catch (TimeoutRejectedException)
        {
            return new RegisterReply.Unavailable(RegisterErrors.TimedOut(register, options.TryTimeout));
        }
        catch (HttpRequestException problem)
        {
            return new RegisterReply.Unavailable(RegisterErrors.Unreachable(register, problem.HttpRequestError.ToString()));
        }
        catch (IOException problem) when (!ct.IsCancellationRequested)
        {
            return new RegisterReply.Unavailable(RegisterErrors.Unreachable(register, problem.GetType().Name));
        }
    }

    private ResiliencePipeline<RegisterReply> Build()
    {
        var builder = new ResiliencePipelineBuilder<RegisterReply> { TimeProvider = clock };
        if (options.Retries > 0)
        {
            builder.AddRetry(Retry());
        }

        return builder.AddCircuitBreaker(Breaker()).AddTimeout(options.TryTimeout).Build();
    }

    private RetryStrategyOptions<RegisterReply> Retry() => new()
    {
        ShouldHandle = Transient(),
        MaxRetryAttempts = options.Retries,
        Delay = options.RetryDelay,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
    };

    private CircuitBreakerStrategyOptions<RegisterReply> Breaker() => new()
    {
        ShouldHandle = Transient(),
        FailureRatio = options.BreakerFailurePercent / 100.0,
        MinimumThroughput = options.BreakerMinimumTries,
        SamplingDuration = options.BreakerWindow,
        BreakDuration = options.BreakerPause,
    };

    private static PredicateBuilder<RegisterReply> Transient() => new PredicateBuilder<RegisterReply>()
        .HandleResult(reply => reply is RegisterReply.Unavailable)
        .Handle<HttpRequestException>()
        .Handle<TimeoutRejectedException>()
        .Handle<IOException>();
}
