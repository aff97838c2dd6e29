import { BroadcastChannel, Worker } from "node:worker_threads";
import { heldChannel, type HeldThread } from "../evaluate/watchdog.js";
import { assertNode } from "./assert-node.js";
import type {
  BuildReply,
  BuildRequest,
  WatchedBuild,
  WatchedBuildOptions,
} from "./worker-messages.js";

/** Builds one project again and again, in a thread that stays warm. */
export interface Builder {
  /**
   * Builds once. Call it again only after the previous build has settled.
   * @throws {Error} when the build cannot finish: on Bun and Deno, because of a bug of ours, because a module
   *   of the project blocks the thread or fills its memory, or because of `restart`. The next build begins
   *   with a new thread.
   */
  build(options: WatchedBuildOptions): Promise<WatchedBuild>;
  /**
   * Ends the thread, whatever it is doing. The next build begins with a new one.
   * @param reason why a running build is given up
   */
  restart(reason?: string): Promise<void>;
}

/** A module of the project blocked the thread in an endless loop, so the thread was ended. */
export class HeldError extends Error {
  override readonly name = "HeldError";
  /** From the project's root. */
  readonly module: string;
  readonly reason: string;

  constructor({ module, reason }: HeldThread) {
    super(`${module}: ${reason}`);
    this.module = module;
    this.reason = reason;
  }
}

/** What {@link createBuilder} takes. */
export interface BuilderOptions {
  /** Called when something has changed, and the compiler is about to be loaded. */
  readonly onCompile?: (() => void) | undefined;
  /** Called when another process has been writing the output for a second, with a description of it. */
  readonly onWait?: ((process: string) => void) | undefined;
  /**
   * How much the thread's memory may grow after its first build before a new thread replaces it: loaded
   * modules stay in memory as long as their thread. Default: 256 MB.
   */
  readonly growthBytes?: number | undefined;
}

const entry = import.meta.url.endsWith(".ts")
  ? // Not built: this module runs from `src`, which a thread cannot load.
    new URL("../../../dist/compiler/watch/worker.js", import.meta.url)
  : // In `dist`, every file that this is bundled into lies in a folder beside `compiler`.
    new URL("../compiler/watch/worker.js", import.meta.url);

export function createBuilder(options: BuilderOptions = {}): Builder {
  const { growthBytes = 256e6 } = options;
  let worker: Worker | undefined;
  let firstBytes: number | undefined;
  let id = 0;
  let giveUp: ((error: Error) => void) | undefined;

  async function restart(reason = "The build was given up."): Promise<void> {
    giveUp?.(new Error(reason));
    const ended = worker;
    worker = undefined;
    firstBytes = undefined;
    await ended?.terminate();
  }

  function start(): Worker {
    assertNode(process.versions);
    // `--input-type` is for `node --eval`, and fails with a file. A list is passed only if it is needed:
    // Node refuses options of V8 (`--expose-gc`) in a list, but ignores them when a thread inherits them.
    const own = process.execArgv.filter((option) => !option.startsWith("--input-type"));
    const isInherited = own.length === process.execArgv.length;
    const started = new Worker(entry, {
      name: "troupe build",
      ...(!isInherited && { execArgv: own }),
    });
    // An error without a listener ends the process, and between two builds there is no other listener.
    started.on("error", () => {});
    started.on("exit", () => {
      if (worker === started) void restart();
    });
    return started;
  }

  return {
    restart,
    async build(asked) {
      worker ??= start();
      const request = { id: ++id, options: asked } satisfies BuildRequest;
      let reply: Extract<BuildReply, { readonly type: "built" }>;
      try {
        const given = Promise.withResolvers<never>();
        giveUp = given.reject;
        reply = await Promise.race([ask(worker, request, options), given.promise]);
      } catch (error) {
        giveUp = undefined;
        await restart();
        throw error;
      }
      giveUp = undefined;
      firstBytes ??= reply.heapBytes;
      if (reply.heapBytes > firstBytes + growthBytes) await restart();
      return reply.build;
    },
  };
}

function ask(
  worker: Worker,
  request: BuildRequest,
  { onCompile, onWait }: BuilderOptions,
): Promise<Extract<BuildReply, { readonly type: "built" }>> {
  const { promise, resolve, reject } = Promise.withResolvers<never>();
  const tell = (call: () => void): void => {
    try {
      call();
    } catch (error) {
      reject(error as Error);
    }
  };
  const listeners = {
    message(reply: BuildReply) {
      if (reply.id !== request.id) return;
      if (reply.type === "waiting") tell(() => onWait?.(reply.process));
      else if (reply.type === "compiling") tell(() => onCompile?.());
      else if (reply.type === "built") resolve(reply as never);
      else reject(Object.assign(new Error(reply.message), { stack: reply.stack }));
    },
    error: (error: unknown) => reject(error as Error),
    exit: (code: number) =>
      reject(new Error(`The thread that builds has ended, with code ${code}.`)),
  };
  for (const [event, listener] of Object.entries(listeners)) worker.on(event, listener);
  const { threadId } = worker;
  // A thread in a loop can neither receive nor send messages.
  const channel = new BroadcastChannel(heldChannel);
  channel.addEventListener("message", (event) => {
    const held = (event as MessageEvent<HeldThread>).data;
    if (held.threadId === threadId) reject(new HeldError(held));
  });
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, and no window
  worker.postMessage(request);
  return promise.finally(() => {
    for (const [event, listener] of Object.entries(listeners)) worker.off(event, listener);
    channel.close();
  });
}
