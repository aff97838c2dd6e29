import { spawn } from "node:child_process";
import { realpathSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { exitCode } from "./outcome/exit-code.js";
import { say } from "./terminal/stderr.js";

/** The variable that the second run has. */
const handedOver = "TROUPE_STARTED_ON";

/**
 * Runs this command again, on Node, and ends as it ends. Modules of a project are loaded by hooks that
 * Bun and Deno do not have. Without Node it says that Node is needed.
 *
 * @param main the module that was started, as a URL
 * @param runtime what the command was started on: `"Bun 1.4.5"`
 */
export async function runOnNode(main: string, runtime: string): Promise<void> {
  // What was taken for Node was not.
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
  // A terminal sends them to both; the child decides when it ends.
  for (const signal of signals) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? exitCode.failed));
  });
  for (const signal of signals) process.removeAllListeners(signal);
}

/** Node on the `PATH`: `bun --bun` puts itself there under that name. */
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
