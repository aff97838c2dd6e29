import path from "node:path";

/** The folder that contains everything that a glob matches; `""` for the project's. */
export function folderOfGlob(glob: string): string {
  const steps = path.posix.normalize(glob).split("/");
  const pattern = steps.findIndex((step) => /[*?[\]{}()!]/.test(step));
  return steps.slice(0, pattern === -1 ? -1 : pattern).join("/");
}
