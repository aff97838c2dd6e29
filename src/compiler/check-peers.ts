import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { satisfiesRange } from "./satisfies-range.js";
import type { Diagnostic } from "./diagnostics/diagnostic.js";
import { report } from "./diagnostics/report.js";
import { readOwnPackage } from "./own-package.js";

/** A package that a build imports and that the project installs. */
interface Peer {
  readonly name: string;
  /** Whether an application that only calls agents does not need it. */
  readonly dev: boolean;
  /** Whether generated code imports it too, so that the project must find it as well. */
  readonly inOutput: boolean;
}

const peers: readonly Peer[] = [
  { name: "zod", dev: false, inOutput: true },
  { name: "ts-morph", dev: true, inOutput: false },
  { name: "tsx", dev: true, inOutput: false },
];

/**
 * Reports packages that a build needs and that are not installed, or are too old. Runs before any of them
 * is imported, because an import that fails does not say which package a user must install.
 *
 * @param root the project's folder, absolute
 */
export function checkPeers(root: string): Diagnostic[] {
  const { peerDependencies } = readOwnPackage();
  return peers.flatMap(({ name, dev, inOutput }) => {
    const range = peerDependencies[name] ?? "*";
    const fault = [import.meta.url, ...(inOutput ? [`${root}/`] : [])]
      .map((from) => findFault(name, range, from))
      .find((found) => found !== undefined);
    if (fault === undefined) return [];
    const { found, wanted } = fault;
    const toInstall = dev ? `--save-dev ${wanted}` : wanted;
    return [report("setup/missing-peer", undefined, { name, found, package: toInstall })];
  });
}

interface Fault {
  /** What was found, as the end of a sentence. */
  readonly found: string;
  /** What to install: `zod`, `"zod@^3.25.28 || ^4.0.0"`. */
  readonly wanted: string;
}

function findFault(name: string, range: string, from: string): Fault | undefined {
  const version = installedVersion(name, from);
  if (version === undefined) return { found: "it is not installed", wanted: name };
  // A version newer than the tested ones may work; `agents doctor` warns about it.
  const lowest = /\d[\d.]*/.exec(range)?.[0];
  if (version === "" || lowest === undefined) return undefined;
  if (satisfiesRange(version, `>=${lowest}`)) return undefined;
  return { found: `${version} is installed, which is too old`, wanted: `"${name}@${range}"` };
}

/**
 * The version that a module resolves, as Node does; `undefined` if there is none, `""` if its package.json
 * has no version.
 */
function installedVersion(name: string, from: string): string | undefined {
  try {
    const file = createRequire(from).resolve(`${name}/package.json`);
    const { version = "" } = JSON.parse(readFileSync(file, "utf8")) as {
      readonly version?: string;
    };
    return version;
  } catch {
    return undefined;
  }
}
