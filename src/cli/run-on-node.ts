import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { exitCode } from "./outcome/exit-code.js";
import { say } from "./terminal/stderr.js";

/** The environment variable that marks the second run. */
const handedOver = "TROUPE_STARTED_ON";

/**
 * Runs this command again, on Node, and ends in the same way, because the hooks that load a project's
 * modules do not exist in Bun and Deno. If there is no Node, it says that Node is required.
 *
 * @param main the module that was started, as a URL
 * @param runtime the runtime of the first run: `"Bun 1.4.5"`
 */
export async function runOnNode(main: string, runtime: string): Promise<void> {
  // The program that was taken for Node is not Node.
  const node = process.env[handedOver] === undefined ? findNode() : undefined;
  if (node === undefined) {
    say(
      `error: this command needs Node 22.13 or later, but it runs on ${runtime}. Install Node to build; the built agents run on ${runtime} without it.\n`,
    );
    process.exitCode = exitCode.usage;
    return;
  }
  const args = [fileURLToPath(main), ...process.argv.slice(2)];
  const child = spawn(node, args, {
    stdio: "inherit",
    env: { ...process.env, [handedOver]: runtime },
  });
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  // A terminal sends signals to both processes; the child decides when to end.
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? exitCode.failed));
  });
  for (const signal of signals) process.removeAllListeners(signal);
}

/** Finds Node on the `PATH`, where `bun --bun` puts itself under that name. */
function findNode(): string | undefined {
  const name = process.platform === "win32" ? "node.exe" : "node";
  const folders = (process.env["PATH"] ?? "").split(path.delimiter).filter((part) => part !== "");
  return folders.map((folder) => path.join(folder, name)).find(isNode);
}

function isNode(file: string): boolean {
  try {
    return !/^(?:bun|deno)/i.test(path.basename(realpathSync(file)));
  } catch {
    return false;
  }
}
