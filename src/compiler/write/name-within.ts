import { realpathSync } from "node:fs";
import path from "node:path";

/**
 * Whether a name, with `/`, is that of a file which a build may write below its output folder: it leads
 * nowhere else, and not into the folder that a build works in.
 */
export function isNameWithin(name: string): boolean {
  return !name.startsWith(".") && name.split("/").every(isSegment);
}

/** Where a build writes. */
interface Places {
  /** The project's folder, absolute. Absent: nothing beside the output is written. */
  readonly root?: string | undefined;
  /** The output folder, absolute. */
  readonly output: string;
}

/**
 * Whether a name, from the output folder and with `/`, is that of a document of the project, in which a
 * build may have a section: Markdown, beside the output, and by no link out of the project.
 */
export function isDocument(name: string, { root, output }: Places): boolean {
  if (root === undefined || !/^(?:\.\.\/)+[^/]/.test(name) || !/\.mdx?$/i.test(name)) return false;
  const segments = name.split("/").filter((segment) => segment !== "..");
  const isPlain = path.posix.normalize(name) === name && segments.every(isSegment);
  if (!isPlain || segments.some((segment) => /^(?:\.git|node_modules)$/i.test(segment)))
    return false;
  const file = path.join(output, name);
  const fromRoot = path.relative(root, file);
  if (fromRoot.startsWith("..") || path.isAbsolute(fromRoot)) return false;
  try {
    const folder = path.relative(realpathSync(root), realpathSync(path.dirname(file)));
    return !folder.startsWith("..") && !path.isAbsolute(folder);
  } catch {
    return false;
  }
}

function isSegment(segment: string): boolean {
  return /^[^/\\:\0]+$/.test(segment) && !/^\.{1,2}$/.test(segment);
}
