import { ts } from "../../source/typescript.js";

const words: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.PrivateKeyword, "private"],
  [ts.SyntaxKind.ProtectedKeyword, "protected"],
  [ts.SyntaxKind.StaticKeyword, "static"],
]);

/** What keeps everybody else from reaching a member of an instance: `"private"`; `undefined`: nothing. */
export function hiddenBy(member: ts.ClassElement): string | undefined {
  if (member.name !== undefined && ts.isPrivateIdentifier(member.name)) return "private";
  const modifiers = ts.canHaveModifiers(member) ? ts.getModifiers(member) : undefined;
  return modifiers?.map(({ kind }) => words.get(kind)).find((word) => word !== undefined);
}
