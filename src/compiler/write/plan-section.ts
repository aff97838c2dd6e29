import { realpathSync } from "node:fs";
import path from "node:path";
import type { Diagnostic } from "../diagnostics/diagnostic.js";
import { report } from "../diagnostics/report.js";
import { errorCodeOf } from "../disk/error-code.js";
import { readOwnFile } from "../disk/read-file.js";
import { isDocument } from "./name-within.js";
import { putSection } from "./put-section.js";
import { WriteError } from "./write-error.js";

/** The section that a build writes into a file that is not its own. */
export interface Section {
  /** From the root, with `/`. */
  readonly file: string;
  /** Lines that end with `\n`, without the markers. */
  readonly text: string;
}

/** A file with its new section. */
export interface PlannedSection {
  /** From the output folder, with `/`. */
  readonly name: string;
  readonly text: string;
  /** What was read; `undefined` if there was no file. Only this content may be replaced. */
  readonly before: string | undefined;
}

/**
 * Compares a section with the content of its file. Changes nothing.
 *
 * @param folder the output folder, absolute
 * @returns nothing if the file is up to date
 * @throws {WriteError} if the file cannot be read
 */
export function planSection(
  { file, text }: Section,
  { root, folder }: { readonly root: string; readonly folder: string },
): PlannedSection | Diagnostic | undefined {
  // A link is followed, because replacing it would separate the two files.
  const target = followLink(path.join(root, file));
  const name = path.relative(realpathSync(root), target).replaceAll(path.sep, "/");
  const inOutput = path.relative(folder, path.join(root, name)).replaceAll(path.sep, "/");
  if (!isDocument(inOutput, { root, output: folder })) {
    return report("write/section", undefined, { file, fault: "is a link to another place" });
  }
  const bytes = readBytes(target);
  const current = bytes?.toString("utf8");
  if (bytes !== undefined && !bytes.equals(Buffer.from(current ?? "", "utf8"))) {
    return report("write/section", undefined, { file, fault: "is not UTF-8 text" });
  }
  const outcome = putSection(current, text);
  if ("fault" in outcome) {
    const { fault, start, end } = outcome;
    return report("write/section", { file, text: current ?? "", start, end }, { file, fault });
  }
  if (outcome.text === current) return undefined;
  return { name: inOutput, text: outcome.text, before: current };
}

function followLink(file: string): string {
  try {
    return realpathSync(file);
  } catch (error) {
    if (errorCodeOf(error) !== "ENOENT") throw new WriteError(file, error);
  }
  // The file does not exist, but its folder does.
  try {
    return path.join(realpathSync(path.dirname(file)), path.basename(file));
  } catch (error) {
    throw new WriteError(file, error);
  }
}

function readBytes(file: string): Buffer | undefined {
  try {
    return readOwnFile(file);
  } catch (error) {
    if (errorCodeOf(error) === "ENOENT") return undefined;
    throw new WriteError(file, error);
  }
}
