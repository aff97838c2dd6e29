import path from "node:path";

/**
 * The place of a module's copy within the output folder: `sources/agents/story.agent.js` for
 * `agents/story.agent.ts`.
 * @param file from the root, with `/`
 */
export function copyPath(file: string): string {
  return `sources/${file.replace(/\.([cm]?)[jt]sx?$/, ".$1js")}`;
}

/** The specifier by which one file imports another, both from the root. */
export function specifierBetween(from: string, to: string): string {
  const specifier = path.posix.relative(path.posix.dirname(from), to);
  return specifier.startsWith(".") ? specifier : `./${specifier}`;
}
