import path from "node:path";
import { assertNoLink } from "../disk/assert-no-link.js";

/**
 * Whether a name, with `/`, is that of a file that a build may write in its output folder: within the
 * folder, and not in the build's work folder.
 */
export function isNameWithin(name: string): boolean {
  return !name.startsWith(".") && isPlainName(name);
}

/** Whether a name, with `/`, only leads to subfolders, on every system. */
export function isPlainName(name: string): boolean {
  return name.split("/").every(isSegment);
}

/** The folders of a build. */
interface Places {
  /** The project's folder, absolute. */
  readonly root: string;
  /** The output folder, absolute. */
  readonly output: string;
}

/**
 * Whether a name, from the output folder and with `/`, is that of a document of the project, in which a
 * build may have a section: Markdown, in the project but not in the output, and not behind a link.
 */
export function isDocument(name: string, { root, output }: Places): boolean {
  if (!/^(?:\.\.\/)+[^/]/.test(name) || !/\.mdx?$/i.test(name)) return false;
  const segments = name.split("/").filter((segment) => segment !== "..");
  const isPlain = path.posix.normalize(name) === name && segments.every(isSegment);
  if (!isPlain || segments.some((segment) => /^(?:\.git|node_modules)$/i.test(segment)))
    return false;
  try {
    assertNoLink(root, path.join(output, name));
    return true;
  } catch {
    return false;
  }
}

function isSegment(segment: string): boolean {
  return /^[^/\\:\0]+$/.test(segment) && !/^\.{1,2}$/.test(segment);
}
