import { readDuration } from "../internal/duration.js";
import type { ResolvedConfig } from "./config.js";

/** How tools run, in numbers. */
export interface ToolLimits {
  readonly timeoutMs: number;
  readonly concurrency: number;
}

/** Reads how tools run. `defineConfig` has checked it. */
export function readToolsConfig({ tools }: ResolvedConfig): ToolLimits {
  const { concurrency, timeout } = tools;
  const timeoutMs = readDuration(timeout);
  if (timeoutMs === undefined) throw new TypeError(`${timeout} passed the check for durations`);
  return { timeoutMs, concurrency };
}
