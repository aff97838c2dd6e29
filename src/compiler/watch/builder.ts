import { Worker } from "node:worker_threads";
import type {
  BuildReply,
  BuildRequest,
  WatchedBuild,
  WatchedBuildOptions,
} from "./worker-messages.js";

/** Builds one project again and again, in a thread that stays warm. */
export interface Builder {
  /**
   * Builds. One at a time: the next one is asked when this one has come.
   * @throws {Error} when the build cannot be brought to its end, for a fault of ours or because a module
   *   of the project ended the thread; the next one begins with a new thread
   */
  build(options: WatchedBuildOptions): Promise<WatchedBuild>;
  /** Ends the thread in the middle of whatever it does; the next build begins with a new one. */
  restart(): Promise<void>;
}

/** What {@link createBuilder} takes. */
export interface BuilderOptions {
  /** Called when another process has been writing the output for a second, with it in words. */
  readonly onWait?: ((process: string) => void) | undefined;
  /**
   * How far the thread's memory may grow over what its first build took before a new thread takes over:
   * modules that were loaded once stay for as long as their thread. Default: 256 MB.
   */
  readonly growthBytes?: number | undefined;
}

/** In `dist`, every file that this is bundled into lies in a folder beside `compiler`. */
const entry = new URL("../compiler/watch/worker.js", import.meta.url);

export function createBuilder({ onWait, growthBytes = 256e6 }: BuilderOptions = {}): Builder {
  let worker: Worker | undefined;
  let firstBytes: number | undefined;
  let id = 0;

  async function restart(): Promise<void> {
    const ended = worker;
    worker = undefined;
    firstBytes = undefined;
    await ended?.terminate();
  }

  function start(): Worker {
    const started = new Worker(entry, { name: "troupe build" });
    // Between two builds too, and there nobody else listens: an error that nobody hears ends the process.
    started.on("error", () => {});
    started.on("exit", () => {
      if (worker === started) void restart();
    });
    return started;
  }

  return {
    restart,
    async build(options) {
      worker ??= start();
      const request = { id: ++id, options } satisfies BuildRequest;
      let reply: Extract<BuildReply, { readonly type: "built" }>;
      try {
        reply = await ask(worker, request, onWait);
      } catch (error) {
        await restart();
        throw error;
      }
      firstBytes ??= reply.heapBytes;
      if (reply.heapBytes > firstBytes + growthBytes) await restart();
      return reply.build;
    },
  };
}

function ask(
  worker: Worker,
  request: BuildRequest,
  onWait: BuilderOptions["onWait"],
): Promise<Extract<BuildReply, { readonly type: "built" }>> {
  const { promise, resolve, reject } = Promise.withResolvers<never>();
  const listeners = {
    message(reply: BuildReply) {
      if (reply.id !== request.id) return;
      if (reply.type === "waiting") onWait?.(reply.process);
      else if (reply.type === "built") resolve(reply as never);
      else reject(Object.assign(new Error(reply.message), { stack: reply.stack }));
    },
    error: (error: unknown) => reject(error as Error),
    exit: (code: number) =>
      reject(new Error(`A module of the project ended the build, with process.exit(${code}).`)),
  };
  for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, and no window
  worker.postMessage(request);
  return promise.finally(() => {
    for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener);
  });
}
