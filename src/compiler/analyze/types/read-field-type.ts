import type { TypeNode } from "../../../manifest/type-node.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import { readDecorators } from "../decorators/read-decorators.js";
import { readCheckedType } from "./read-checked-type.js";
import { readType } from "./read-type.js";
import { newTypeContext, type TypeContext } from "./type-context.js";

/**
 * Reads the type that a field has in an agent.
 * @param leaf the agent's class, which declares or inherits the field
 */
export function readFieldType(
  member: ts.PropertyDeclaration,
  leaf: ts.ClassLikeDeclaration,
  sources: Sources,
  diagnostics: Diagnostic[],
): TypeNode | undefined {
  const { type, initializer, questionToken } = member;
  const name = member.name.getText();
  const context = newTypeContext({
    sources,
    diagnostics,
    read: readType,
    readChecked: readCheckedType,
    place: type ?? member.name,
    owner: `the ${isState(member, sources) ? "state" : "param"} "${name}" of ${leaf.name?.text ?? "the agent"}`,
    path: name,
    optional: questionToken !== undefined,
  });
  if (member.parent !== leaf && member.parent.typeParameters !== undefined) {
    return readInstantiated(member, leaf, context);
  }
  if (type !== undefined) return readType(type, context);
  const literal = initializer && literalTypeOf(initializer);
  const isReadonly = member.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ReadonlyKeyword);
  if (literal !== undefined && !isReadonly) return literal;
  if (initializer !== undefined) {
    const checked = { type: sources.checker().getTypeAtLocation(member), node: member.name };
    return readCheckedType(checked, context);
  }
  diagnostics.push(report("type/missing", sources.spanOf(member.name), { name }));
  return undefined;
}

function isState(member: ts.PropertyDeclaration, sources: Sources): boolean {
  return readDecorators(member, sources).some(({ name }) => name === "state");
}

/** The type of a field of a generic class, with the type arguments of the agent's `extends`. */
function readInstantiated(
  member: ts.PropertyDeclaration,
  leaf: ts.ClassLikeDeclaration,
  context: TypeContext,
): TypeNode | undefined {
  const checker = context.sources.checker();
  const symbol = checker.getPropertyOfType(checker.getTypeAtLocation(leaf), member.name.getText());
  const type = symbol && checker.getTypeOfSymbolAtLocation(symbol, leaf);
  const node = member.type ?? member.name;
  return type && readCheckedType({ type, node, written: member.type }, context);
}

/** The type of a field without an annotation, from its literal, widened as in TypeScript. */
function literalTypeOf(initializer: ts.Expression): TypeNode | undefined {
  if (ts.isStringLiteralLike(initializer)) return { kind: "string" };
  if (ts.isNumericLiteral(initializer)) return { kind: "number" };
  const isBoolean =
    initializer.kind === ts.SyntaxKind.TrueKeyword ||
    initializer.kind === ts.SyntaxKind.FalseKeyword;
  return isBoolean ? { kind: "boolean" } : undefined;
}
