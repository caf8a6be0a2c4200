using PhantomParadox.Benchmarks;

return await Verbs.RunAsync(args);
