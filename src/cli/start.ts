import { readBuildArgs } from "./build/read-build-args.js";
import { runCommand } from "./outcome/run-command.js";

/** Runs the command, and loads no more than it needs. */
export async function start(args: readonly string[]): Promise<void> {
  const options = readBuildArgs(args);
  if (options === undefined) {
    const { runProgram } = await import("./program.js");
    return runProgram(args);
  }
  const { buildProject } = await import("./build/build.js");
  await runCommand(() => buildProject(options));
}
