using DigiSoc.Sandbox;

SandboxApp.Create(args).Run();
