import { lstatSync } from "node:fs";
import path from "node:path";

/** A link leads to a place, or the place is outside the folder that may be changed. */
export class LinkError extends Error {
  override readonly name = "LinkError";
}

/**
 * Asserts that a place is within a folder, and that neither it nor anything between the two is a link. A
 * missing place is not a link.
 *
 * @param folder - absolute; may be a link itself
 * @param place - absolute
 * @param allowed - `orPlace`: the place itself may be a link, because it is removed and not followed
 * @throws {LinkError}
 */
export function assertNoLink(
  folder: string,
  place: string,
  { orPlace = false }: { readonly orPlace?: boolean } = {},
): void {
  const name = path.relative(folder, place);
  if (name === ".." || name.startsWith(`..${path.sep}`) || path.isAbsolute(name)) {
    throw new LinkError(`it is outside ${folder}`);
  }
  const segments = name.split(path.sep);
  let at = folder;
  for (const [index, segment] of segments.entries()) {
    if (orPlace && index === segments.length - 1) return;
    at = path.join(at, segment);
    const found = lstatSync(at, { throwIfNoEntry: false });
    if (found === undefined) return;
    if (!found.isSymbolicLink()) continue;
    throw new LinkError(`${path.relative(folder, at).replaceAll(path.sep, "/")} is a link`);
  }
}
