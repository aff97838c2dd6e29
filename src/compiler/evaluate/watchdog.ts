// Not the global, which a module may take away.
import process from "node:process";
import { isMainThread, threadId, Worker } from "node:worker_threads";

/** How long code of a project may take. */
export interface Patience {
  /** After which a line on stderr says what takes so long. */
  readonly noteMs: number;
  /** After which it is given up. */
  readonly limitMs: number;
}

/** What is said on {@link heldChannel}. */
export interface HeldThread {
  readonly threadId: number;
  /** What holds it, from the project's root. */
  readonly module: string;
  /** How long it has been held, in a sentence. */
  readonly reason: string;
}

/** The name of the channel on which a thread that is no process of its own is said to be held. */
export const heldChannel = "troupe:held";

/** Far beyond what an honest module takes. */
export const defaultPatience: Patience = { noteMs: 5_000, limitMs: 30_000 };

// As text, because a bundle has no file of its own for a thread; CommonJS, because such text is.
const script = `
const { writeSync } = require("node:fs");
const { parentPort, BroadcastChannel } = require("node:worker_threads");
const watched = new Map();
// A debugger may have come since; and a thread of a process is debugged through its main thread, which can be
// asked even in a loop. What cannot answer is not held by a debugger.
const unlessDebugged = (act) => {
  let answered = false;
  let session;
  const settle = (isDebugged) => {
    if (answered) return;
    answered = true;
    if (!isDebugged) act();
    // A process that ends waits for whoever is connected.
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

// What the thread itself can end, by a timer of its own, it has until then.
const graceMs = 1_000;

let thread: Worker | undefined;
let subjects = 0;

/**
 * Watches code that may never end: after a while a line on stderr says what is being waited for. A
 * loop that holds this thread is ended with the whole process, after a line that says where: no timer
 * here fires meanwhile, so another thread has to do it. Where this is a thread of a process that goes on
 * without it, that is told to whoever started it, who can end it. Nothing is ended while a debugger is
 * attached, which holds a thread for as long as a person looks.
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
  // It keeps no process alive.
  worker.unref();
  // Without it there is no limit, which is no reason to fail.
  worker.on("error", () => undefined);
  return worker;
}
