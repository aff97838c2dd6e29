import type { ExitCode } from "./exit-code.js";

/** Runs a command and ends the process with its exit code after all output has been written. */
export async function runCommand(command: () => Promise<ExitCode>): Promise<never> {
  let code: ExitCode;
  try {
    code = await command();
  } catch (error) {
    const { reportError } = await import("./report-error.js");
    code = reportError(error);
  }
  // Sockets and module loaders may keep the process alive for a while after the work is done.
  await Promise.all([flush(process.stdout), flush(process.stderr)]);
  process.exit(code);
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.once("error", () => resolve());
    stream.write("", () => resolve());
  });
}
