import { randomUUID } from "node:crypto";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Compiled } from "../compiled.js";
import { findCacheFolder } from "./cache-folder.js";
import type { BuildInputs } from "./inputs.js";
import { packDiagnostics, unpackDiagnostics, type PackedDiagnostics } from "./pack-diagnostics.js";
import { sumOfText } from "./sum.js";

/** What a build made, and what from. */
export interface BuildRecord {
  readonly inputs: BuildInputs;
  readonly compiled: Compiled;
}

/** Which build a record is of. */
export interface RecordKey {
  /** Absolute. */
  readonly root: string;
  /** The config, absolute. */
  readonly config: string;
}

interface StoredRecord extends RecordKey {
  readonly format: typeof format;
  readonly inputs: BuildInputs;
  readonly output: string;
  readonly agents: number;
  readonly diagnostics: PackedDiagnostics;
  readonly tree: readonly (readonly [name: string, content: string])[];
}

/** To be raised when the form of a record changes; another compiler's is dropped for its inputs. */
const format = 1;

/**
 * Reads what the last build of a project left. `undefined` when there is nothing, or nothing that is
 * whole, of this form and of this project: such a record is as good as none.
 */
export function readRecord(key: RecordKey): BuildRecord | undefined {
  const file = fileOf(key);
  if (file === undefined) return undefined;
  try {
    const text = readFileSync(file, "utf8");
    const [sum] = text.split("\n", 1);
    const body = text.slice((sum?.length ?? 0) + 1);
    if (sumOfText(body) !== sum) return undefined;
    const stored = JSON.parse(body) as StoredRecord;
    if (stored.format !== format || stored.root !== key.root || stored.config !== key.config) {
      return undefined;
    }
    const { inputs, output, agents, diagnostics, tree } = stored;
    const texts = unpackDiagnostics(diagnostics);
    return { inputs, compiled: { output, agents, tree: new Map(tree), diagnostics: texts } };
  } catch {
    return undefined;
  }
}

/**
 * Keeps what a build made, in one step: of two that end at a time one is kept, as a whole. Where nothing
 * may be written nothing is kept, and the next build works again.
 */
export function writeRecord(key: RecordKey, { inputs, compiled }: BuildRecord): void {
  const file = fileOf(key);
  if (file === undefined) return;
  const { output, agents, tree, diagnostics } = compiled;
  const stored: StoredRecord = {
    ...key,
    format,
    inputs,
    output,
    agents,
    diagnostics: packDiagnostics(diagnostics),
    tree: [...tree],
  };
  const body = JSON.stringify(stored);
  const draft = `${file}.${randomUUID()}`;
  try {
    writeFileSync(draft, `${sumOfText(body)}\n${body}`, { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    rmSync(draft, { force: true });
  }
}

function fileOf({ root, config }: RecordKey): string | undefined {
  const folder = findCacheFolder(root);
  const name = sumOfText(`${root}\n${config}`).slice(0, 16);
  return folder && path.join(folder, `build-${name}.json`);
}
