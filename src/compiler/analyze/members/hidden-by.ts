import { ts } from "../../source/typescript.js";

const words: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.PrivateKeyword, "private"],
  [ts.SyntaxKind.ProtectedKeyword, "protected"],
  [ts.SyntaxKind.StaticKeyword, "static"],
]);

/**
 * What hides a member of an instance from other code: `"private"`, for example; `undefined` if it is
 * public.
 */
export function hiddenBy(member: ts.ClassElement): string | undefined {
  if (member.name !== undefined && ts.isPrivateIdentifier(member.name)) return "private";
  const modifiers = ts.canHaveModifiers(member) ? ts.getModifiers(member) : undefined;
  return modifiers?.map(({ kind }) => words.get(kind)).find((word) => word !== undefined);
}
