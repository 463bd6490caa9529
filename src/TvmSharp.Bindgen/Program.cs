using TvmSharp.Bindgen.Commands;

return CommandLine.Run(args, Console.Out, Console.Error);
