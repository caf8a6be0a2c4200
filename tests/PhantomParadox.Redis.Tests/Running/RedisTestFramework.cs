using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: Xunit.TestFramework("PhantomParadox.Redis.Tests.Running.RedisTestFramework", "PhantomParadox.Redis.Tests")]

namespace PhantomParadox.Redis.Tests.Running;

/// <summary>
/// Skips the tests of <see cref="RedisCollection"/> where redis-server is not installed, those too that come from a contract suite and
/// can't say so themselves.
/// </summary>
public sealed class RedisTestFramework(IMessageSink messages) : XunitTestFramework(messages)
{
    private const string Reason = "redis-server is not installed, and this needs it (Debian: apt-get install redis-server).";

    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) =>
        new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName assembly, ISourceInformationProvider source, IMessageSink diagnostics)
        : XunitTestFrameworkExecutor(assembly, source, diagnostics)
    {
        protected override async void RunTestCases(
            IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(
        ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink execution, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        protected override Task<RunSummary> RunTestCollectionAsync(
            IMessageBus messageBus, ITestCollection testCollection, IEnumerable<IXunitTestCase> testCases, CancellationTokenSource cancellationTokenSource) =>
            RedisServer.Binary is null && testCollection.DisplayName == RedisCollection.Name
                ? Task.FromResult(Skip(messageBus, [.. testCases]))
                : base.RunTestCollectionAsync(messageBus, testCollection, testCases, cancellationTokenSource);

        private static RunSummary Skip(IMessageBus messages, IXunitTestCase[] cases)
        {
            foreach (var one in cases)
            {
                var test = new XunitTest(one, one.DisplayName);
                messages.QueueMessage(new TestCaseStarting(one));
                messages.QueueMessage(new TestStarting(test));
                messages.QueueMessage(new TestSkipped(test, Reason));
                messages.QueueMessage(new TestFinished(test, 0, null));
                messages.QueueMessage(new TestCaseFinished(one, 0, 1, 0, 1));
            }

            return new RunSummary { Total = cases.Length, Skipped = cases.Length };
        }
    }
}
