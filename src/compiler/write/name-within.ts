/**
 * Whether a name, with `/`, is that of a file which a build may write below its output folder: it leads
 * nowhere else, and not into the folder that a build works in.
 */
export function isNameWithin(name: string): boolean {
  const isSegment = (segment: string) => /^[^/\\:\0]+$/.test(segment) && !/^\.{1,2}$/.test(segment);
  return !name.startsWith(".") && name.split("/").every(isSegment);
}
