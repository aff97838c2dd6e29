import { ts } from "../../source/typescript.js";
import { readName } from "../syntax/read-name.js";

/**
 * The members of a class and its ancestors that can run: those of a name that a descendant overrides are left
 * out, unless the override calls `super`.
 * @param classes from the first ancestor to the class itself
 */
export function membersInForce(
  classes: readonly ts.ClassLikeDeclaration[],
): readonly ts.ClassElement[] {
  const found: ts.ClassElement[] = [];
  const replaced = new Set<string>();
  for (const node of classes.toReversed()) {
    const own = node.members.filter((member) => !replaced.has(nameOf(member) ?? ""));
    found.unshift(...own);
    const byName = Map.groupBy(own, nameOf);
    for (const [name, members] of byName) {
      if (name !== undefined && !members.some(usesSuper)) replaced.add(name);
    }
  }
  return found;
}

/** `undefined` for a constructor, a static block, and a name that only code knows or that no other class sees. */
function nameOf({ name }: ts.ClassElement): string | undefined {
  return name === undefined || ts.isPrivateIdentifier(name) ? undefined : readName(name);
}

function usesSuper(node: ts.Node): boolean {
  return node.kind === ts.SyntaxKind.SuperKeyword || ts.forEachChild(node, usesSuper) === true;
}
