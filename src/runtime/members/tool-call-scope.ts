import type { ToolContext } from "../../dsl/define-tool.js";

/** The tool call that some code belongs to. */
type ToolCallScope = Pick<ToolContext, "toolCallId" | "signal">;

/** The part of Node's `AsyncLocalStorage` that is used here. */
interface AsyncLocalStorage<Store> {
  run<Result>(store: Store, callback: () => Result): Result;
  getStore(): Store | undefined;
}

let storage: AsyncLocalStorage<ToolCallScope> | undefined;
let isAsked = false;

/** Of Node and of runtimes that follow it; `undefined` in a browser. Not imported, so that bundles for browsers need nothing. */
function findStorage(): AsyncLocalStorage<ToolCallScope> | undefined {
  if (isAsked) return storage;
  isAsked = true;
  const hooks = globalThis.process?.getBuiltinModule?.("node:async_hooks");
  if (hooks) storage = new hooks.AsyncLocalStorage<ToolCallScope>();
  return storage;
}

/** Runs the code of a tool, so that what it calls is known to belong to the tool call. */
export function inToolCall<Result>(scope: ToolCallScope, run: () => Result): Result {
  const found = findStorage();
  return found ? found.run(scope, run) : run();
}

/** The tool call that the running code belongs to; `undefined` if there is none, or if the runtime cannot tell. */
export function currentToolCall(): ToolCallScope | undefined {
  return storage?.getStore();
}
