import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { CommandSettings, InstalledProject } from "./install-project.js";

/** An application of a project that answers over HTTP, until the block that holds it is left. */
export interface ServedProject extends AsyncDisposable {
  /** Without a slash at the end. */
  readonly url: string;
}

/**
 * Starts a command that serves on the port in the variable `PORT`, or on the one that stands for `$PORT` in
 * the command, and waits until it answers. Fails with what it printed when it ends instead.
 */
export async function serve(
  project: InstalledProject,
  command: string,
  settings: CommandSettings = {},
): Promise<ServedProject> {
  const port = await freePort();
  const env = { ...settings.env, PORT: String(port) };
  const child = project.start(command.replace("$PORT", String(port)), { ...settings, env });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => printed.push(text));
  }
  const url = `http://127.0.0.1:${port}`;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`${command} ended:\n${printed.join("")}`);
    await sleep(100);
  }
  return {
    url,
    async [Symbol.asyncDispose]() {
      if (child.exitCode !== null || child.pid === undefined) return;
      const ended = once(child, "exit");
      // What it has started, too.
      process.kill(-child.pid, "SIGKILL");
      await ended;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function answers(url: string): Promise<boolean> {
  try {
    await fetch(url, { method: "HEAD" });
    return true;
  } catch {
    return false;
  }
}
