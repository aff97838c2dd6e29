// Not the global, which a module may take away.
import process from "node:process";
import { isMainThread, threadId, Worker } from "node:worker_threads";

/** How long code of a project may take. */
export interface Patience {
  /** After this time, a line on stderr says what takes so long. */
  readonly noteMs: number;
  /** After this time, the wait ends. */
  readonly limitMs: number;
}

/** A message on {@link heldChannel}. */
export interface HeldThread {
  readonly threadId: number;
  /** The module that blocks it, from the project's root. */
  readonly module: string;
  /** How long it has been blocked, in a sentence. */
  readonly reason: string;
}

/** The channel that reports a blocked thread, if the thread is not the process's main one. */
export const heldChannel = "troupe:held";

/** Far more than an ordinary module takes. */
export const defaultPatience: Patience = { noteMs: 5_000, limitMs: 30_000 };

// Text, because a bundle has no separate file for a thread; CommonJS, because Node runs such text as that.
const script = `
const { writeSync } = require("node:fs");
const { parentPort, BroadcastChannel } = require("node:worker_threads");
const watched = new Map();
// A debugger may have been attached meanwhile. A thread is debugged through the process's main thread,
// which answers even during a loop. A thread that cannot answer is not stopped by a debugger.
const unlessDebugged = (act) => {
  let answered = false;
  let session;
  const settle = (isDebugged) => {
    if (answered) return;
    answered = true;
    if (!isDebugged) act();
    // A process waits at its end for connected sessions.
    session?.disconnect();
  };
  setTimeout(settle, 500, false);
  try {
    session = new (require("node:inspector").Session)();
    session.connectToMainThread();
    const expression = "process.getBuiltinModule('node:inspector').url() !== undefined";
    session.post("Runtime.evaluate", { expression }, (_, answer) => settle(answer?.result?.value === true));
  } catch {}
};
parentPort.on("message", ({ id, lines }) => {
  watched.get(id)?.forEach(clearTimeout);
  watched.delete(id);
  if (lines) watched.set(id, lines.map(({ afterMs, text, last, held }) => setTimeout(() => {
    if (!last) return writeSync(2, text + "\\n");
    unlessDebugged(() => {
      if (!watched.has(id)) return;
      if (held) return new BroadcastChannel("${heldChannel}").postMessage(held);
      writeSync(2, text + "\\n");
      process.kill(process.pid, "SIGKILL");
    });
  }, afterMs)));
});
`;

// The time in which the thread can end the wait itself, with its own timer.
const graceMs = 1_000;

let thread: Worker | undefined;
let subjects = 0;

/**
 * Watches code that may never end: after a while, a line on stderr says what the build is waiting for. If a
 * loop blocks this thread, the whole process is ended, after a line that says where the loop is. Another
 * thread does this, because no timer fires here meanwhile. If this is a worker thread, the code that
 * started it is told instead, and can end it. Nothing is ended while a debugger is attached, because a
 * person may look at a stopped thread for any length of time.
 *
 * @param doing in words that a file can follow: `"loading"`
 * @param file from the project's root
 * @returns what ends the watch
 */
export function watch(doing: string, file: string, patience: Patience): () => void {
  if (isDebugged()) return () => undefined;
  const port = (thread ??= startThread());
  const id = ++subjects;
  const killMs = patience.limitMs + graceMs;
  const note = `Still ${doing} ${file} after ${patience.noteMs / 1000} s.`;
  const reason = `${doing} this module has blocked the build for ${killMs / 1000} s, probably in an endless loop.`;
  const failure = `${file}:1:1 - error troupe(source/load-failed): ${reason} The process was ended, and nothing was written.`;
  const held: HeldThread = { threadId, module: file, reason };
  const lines = [
    { afterMs: patience.noteMs, text: note },
    { afterMs: killMs, text: failure, last: true, ...(!isMainThread && { held }) },
  ];
  port.postMessage({ id, lines });
  return () => port.postMessage({ id });
}

function isDebugged(): boolean {
  if (!process.features.inspector) return false;
  return process.getBuiltinModule("node:inspector").url() !== undefined;
}

function startThread(): Worker {
  const worker = new Worker(script, { eval: true, execArgv: [], env: {} });
  // The worker does not keep the process alive.
  worker.unref();
  // Without the worker there is no limit, but the build can go on.
  worker.on("error", () => undefined);
  return worker;
}
