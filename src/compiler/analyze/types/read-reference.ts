import type { PropertyNode, TypeNode } from "../../../manifest/type-node.js";
import { findOrigin, type Origin } from "../../source/find-origin.js";
import type { TopLevelDeclaration } from "../../source/module-scope.js";
import { ts } from "../../source/typescript.js";
import { enumValuesOf } from "../syntax/enum-values.js";
import { anInstance, nonJsonExports, nonJsonGlobals } from "./non-json.js";
import { readCheckedType } from "./read-checked-type.js";
import { readMembers } from "./read-members.js";
import { refuse, refuseKeys, sayOfType } from "./refuse.js";
import { withinPart, type TypeContext } from "./type-context.js";
import { unionOf } from "./union.js";

/** Reads a named type: an interface, an alias, an enum, or a JavaScript global. */
export function readReference(
  node: ts.TypeReferenceNode,
  context: TypeContext,
): TypeNode | undefined {
  const origin = findOrigin(node.typeName, "type", context.sources);
  if (origin?.kind === "declared") {
    const named = readDeclared(origin, node, context);
    if (named !== askChecker) return named;
  } else if (origin?.kind === "package") {
    const nonJson = nonJsonExports.get(origin.name);
    if (nonJson !== undefined) return refuse(node, nonJson, context);
  } else if (origin === undefined && ts.isIdentifier(node.typeName)) {
    const global = readGlobal(node.typeName.text, node, { ...context, optional: false });
    if (global !== askChecker) return global;
  }
  const type = context.sources.checker().getTypeFromTypeNode(node);
  return readCheckedType({ type, node, written: node }, context);
}

// Syntax is not enough. Different from `undefined`, which means that the type is invalid.
const askChecker = Symbol("ask the type checker");
type Answer = TypeNode | undefined | typeof askChecker;

function readGlobal(name: string, node: ts.TypeReferenceNode, context: TypeContext): Answer {
  // A type parameter may have the name of a global.
  if (isTypeParameter(name, node)) return askChecker;
  const [first, second, third] = node.typeArguments ?? [];
  const nonJson = nonJsonGlobals.get(name);
  if (nonJson !== undefined) return refuse(node, nonJson, context);
  if (name === "Date") return { kind: "date" };
  if ((name === "Array" || name === "ReadonlyArray") && first && !second) {
    const element = context.read(first, withinPart(context, "[]"));
    return element && { kind: "array", element };
  }
  if (name !== "Record" || !first || !second || third) return askChecker;
  return readRecord(first, second, context);
}

function readRecord(keyNode: ts.TypeNode, valueNode: ts.TypeNode, context: TypeContext): Answer {
  const keys = context.read(keyNode, context);
  if (keys === undefined) return undefined;
  if (keys.kind === "string") {
    const value = context.read(valueNode, withinPart(context, "[key]"));
    return value && { kind: "record", value };
  }
  const members = keys.kind === "union" ? keys.members : [keys];
  const names = members.map((key) => (key.kind === "literal" ? key.value : undefined));
  if (!names.every((name) => typeof name === "string")) return refuseKeys(keyNode, context);
  const type = context.read(valueNode, withinPart(context, "[key]"));
  return (
    type && {
      kind: "object",
      properties: names.map((name) => ({ name, type, optional: false })),
    }
  );
}

function isTypeParameter(name: string, node: ts.Node): boolean {
  for (let outer: ts.Node = node.parent; !ts.isSourceFile(outer); outer = outer.parent) {
    const parameters = "typeParameters" in outer ? outer.typeParameters : undefined;
    if (
      Array.isArray(parameters) &&
      parameters.some((p: ts.TypeParameterDeclaration) => p.name.text === name)
    ) {
      return true;
    }
  }
  return false;
}

function readDeclared(
  origin: Extract<Origin, { kind: "declared" }>,
  node: ts.TypeReferenceNode,
  context: TypeContext,
): Answer {
  const [declaration, another] = origin.declarations;
  // Only the checker merges an interface in two parts or fills in type arguments.
  if (declaration === undefined || another !== undefined || node.typeArguments) return askChecker;
  if (ts.isIdentifier(node.typeName) && isTypeParameter(node.typeName.text, node))
    return askChecker;
  return readDeclaration(declaration, node, context);
}

function readDeclaration(
  declaration: TopLevelDeclaration,
  node: ts.Node,
  context: TypeContext,
): Answer {
  if (ts.isClassDeclaration(declaration)) {
    return refuse(node, anInstance(declaration.name?.text ?? "default"), context);
  }
  if (ts.isEnumDeclaration(declaration)) {
    const values = enumValuesOf(declaration);
    if (values === undefined || values.size === 0) return askChecker;
    return unionOf([...values.values()].map((value) => ({ kind: "literal", value })));
  }
  const isType = ts.isInterfaceDeclaration(declaration) || ts.isTypeAliasDeclaration(declaration);
  if (!isType || declaration.typeParameters !== undefined) return askChecker;
  const met = context.open.find(declaration);
  if (met !== undefined) return met;
  const name = declaration.name.text;
  const read = context.open.read<Answer>(declaration, name, () =>
    ts.isTypeAliasDeclaration(declaration)
      ? context.read(declaration.type, context)
      : readInterface(declaration, { ...context, optional: false }),
  );
  return read === "endless" ? sayOfType("type/recursive", node, { name }, context) : read;
}

function readInterface(declaration: ts.InterfaceDeclaration, context: TypeContext): Answer {
  const inherited: PropertyNode[] = [];
  for (const { types } of declaration.heritageClauses ?? []) {
    for (const { expression, typeArguments } of types) {
      const origin = typeArguments ? undefined : findOrigin(expression, "type", context.sources);
      const [parent, another] = origin?.kind === "declared" ? origin.declarations : [];
      if (parent === undefined || another !== undefined) return askChecker;
      const type = readDeclaration(parent, expression, context);
      if (type === undefined || type === askChecker) return type;
      if (type.kind !== "object") return askChecker;
      inherited.push(...type.properties);
    }
  }
  return readMembers(declaration.members, declaration.name, context, inherited);
}
