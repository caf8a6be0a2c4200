using PhantomParadox.Cli;

return CommandLine.Run(args, Console.OpenStandardInput, Console.Out, Console.Error);
