/**
 * The thread that builds for a watch, and for a program. For a watch it stays alive between builds, so that
 * only the first one loads TypeScript. It is a thread so that a module of the project that ends the
 * process, never returns or fills the memory does not end the watch.
 */
import { parentPort } from "node:worker_threads";
import { trackedBuild } from "../build.js";
import { loadEnvFile } from "../load-env-file.js";
import type { BuildReply, BuildRequest } from "./worker-messages.js";

const environment = { ...process.env };

parentPort?.on("message", (request: BuildRequest) => void answer(request));

async function answer({ id, options: asked }: BuildRequest): Promise<void> {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, and no window
  const reply = (message: BuildReply) => parentPort?.postMessage(message);
  const { envFile, manifest: wantsManifest, ...options } = asked;
  try {
    restoreEnvironment();
    if (envFile) loadEnvFile(options.root);
    const { result, places, readManifest } = await trackedBuild({
      ...options,
      onCompile: () => reply({ type: "compiling", id }),
      onWait: (process) => reply({ type: "waiting", id, process }),
    });
    const { heapUsed: heapBytes } = process.memoryUsage();
    const manifest = wantsManifest ? readManifest?.() : undefined;
    const build = { result, ...(places && { places }), ...(manifest && { manifest }) };
    reply({ type: "built", id, build, heapBytes });
  } catch (error) {
    const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
    reply({ type: "failed", id, message, stack });
  }
}

/**
 * Undoes what the previous build's `.env` file or config set, because a `.env` file sets only variables
 * that are not set.
 */
function restoreEnvironment(): void {
  for (const name of Object.keys(process.env)) {
    if (!Object.hasOwn(environment, name)) delete process.env[name];
  }
  Object.assign(process.env, environment);
}
