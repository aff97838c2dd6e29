import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { report } from "./diagnostics/report.js";

// What only the build needs, so that an application which only calls agents installs neither.
const peers = ["ts-morph", "tsx"] as const;

/** The diagnostic of a package that the build needs and cannot import; `undefined` for any other error. */
export function reportMissingPeer(error: unknown): Diagnostic | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  // As `import` says it, and as `require` does.
  if (error.code !== "ERR_MODULE_NOT_FOUND" && error.code !== "MODULE_NOT_FOUND") return undefined;
  const name = /^Cannot find (?:package|module) '([^'/]+)/.exec(error.message)?.[1];
  const peer = peers.find((known) => known === name);
  return peer && report("setup/missing-peer", undefined, { name: peer });
}
