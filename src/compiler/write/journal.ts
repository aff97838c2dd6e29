import { hash } from "node:crypto";
import path from "node:path";
import type { Disk } from "../disk/disk.js";
import { errorCodeOf } from "../disk/error-code.js";
import { readOwnFile } from "../disk/read-file.js";
import type { WorkFolder } from "./work-folder.js";
import { isDocument, isNameWithin } from "./name-within.js";

/** What a write makes of one file: by the SHA-256 of its bytes, `null` where there is no file. */
export interface JournalStep {
  /** Within the output folder, or from there that of a document of the project; with `/`. */
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** All that a write moves, in order. Beside it lie the new files and copies of those replaced. */
export interface Journal {
  readonly steps: readonly JournalStep[];
  /** Which state the files are on their way to. */
  readonly toward: "before" | "after";
}

/** Where a journal may have been written. */
type JournalPlaces = Pick<WorkFolder, "output" | "root">;

const version = 1;
const fileNames = { after: "forward.json", before: "back.json" } as const;

/**
 * Makes a journal count: from here on the write will come about, whatever happens. A journal is
 * either there as a whole or not at all.
 */
export async function publishJournal(
  staging: string,
  steps: readonly JournalStep[],
  disk: Disk,
): Promise<void> {
  const draft = path.join(staging, "journal.draft");
  await disk.writeThrough(draft, JSON.stringify({ version, steps }));
  disk.rename(draft, path.join(staging, fileNames.after));
}

/** From here on the write will be undone, whatever happens. */
export function turnJournal(staging: string, disk: Disk): void {
  disk.rename(path.join(staging, fileNames.after), path.join(staging, fileNames.before));
}

/** Removes the folder of a build, first what says that there is anything to do. */
export function discardStaging(staging: string, disk: Disk): void {
  for (const name of Object.values(fileNames)) disk.remove(path.join(staging, name));
  disk.remove(staging);
}

/** Reads the journal of a build's folder; `undefined` when there is none that can be trusted. */
export function readJournal(staging: string, places: JournalPlaces): Journal | undefined {
  for (const toward of ["before", "after"] as const) {
    const steps = readSteps(path.join(staging, fileNames[toward]), places);
    if (steps !== undefined) return { steps, toward };
  }
  return undefined;
}

function readSteps(file: string, places: JournalPlaces): readonly JournalStep[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(readOwnFile(file).toString("utf8"));
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null) return undefined;
  const journal = value as { readonly version?: unknown; readonly steps?: unknown };
  const { steps } = journal;
  if (journal.version !== version || !Array.isArray(steps)) return undefined;
  return steps.every((step) => isStep(step, places)) ? steps : undefined;
}

/**
 * A journal may have come with somebody's repository: it speaks of the output's own files alone, and of
 * documents that are in the project as well.
 */
function isStep(value: unknown, places: JournalPlaces): value is JournalStep {
  if (typeof value !== "object" || value === null) return false;
  const { name, before, after } = value as Partial<Record<keyof JournalStep, unknown>>;
  if (typeof name !== "string") return false;
  if (!isNameWithin(name) && !isDocument(name, places)) return false;
  return [before, after].every((sum) => sum === null || typeof sum === "string");
}

/** The SHA-256 of a file's bytes; `null` when there is none, `undefined` when it cannot be read. */
export function sumOf(file: string): string | null | undefined {
  try {
    return sumOfText(readOwnFile(file));
  } catch (error) {
    return errorCodeOf(error) === "ENOENT" ? null : undefined;
  }
}

/** The SHA-256 of bytes, or of a text as UTF-8. */
export function sumOfText(content: string | Uint8Array): string {
  return hash("sha256", content);
}
