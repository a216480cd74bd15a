using System.CommandLine;
using System.Text;
using DigiSoc.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
var digisoc = new RootCommand("The tools of DigiSoc: decision models, processes, packages, measurements.")
{
    CheckCommand.Create(),
    DeployCommand.Create(),
    TagCommand.Create(),
    MigrateCommand.Create(),
    WhereCommand.Create(),
    ModifyCommand.Create(),
    SuspendCommand.Create("suspend"),
    SuspendCommand.Create("resume"),
    HoldCommand.Create(),
    HoldCommand.CreateLift(),
    VerifyCommand.Create(),
    TckCommand.Create(),
    TestCommand.Create(),
    DriveCommand.Create(),
    ExplainCommand.Create(),
    BenchCommand.Create(),
};
var parsed = digisoc.Parse(args);
var exitCode = parsed.Invoke();
return parsed.Errors.Count > 0 ? 2 : exitCode;
