import type { ObjectNode, TypeNode } from "../../../manifest/type-node.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.js";
import { report } from "../../diagnostics/report.js";
import { findExport, findOrigin, packageName } from "../../source/find-origin.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import { readCheckedType } from "./read-checked-type.js";
import { readType } from "./read-type.js";
import { newTypeContext, type TypeContext } from "./type-context.js";

/** A method that may be a tool. */
export interface ToolMethod {
  readonly name: string;
  readonly method: ts.MethodDeclaration;
  /** The agent's class, which declares or inherits the method. */
  readonly leaf: ts.ClassLikeDeclaration;
}

const nothing: ObjectNode = { kind: "object", properties: [] };

/**
 * Reads the input of a tool: its first parameter, an object or a union of objects. Without parameters, or
 * with `{}` or `Record<string, never>`, it is an object without properties. `undefined` after a diagnostic.
 */
export function readToolInput(
  tool: ToolMethod,
  sources: Sources,
  diagnostics: Diagnostic[],
): TypeNode | undefined {
  const { name, method } = tool;
  const [input, context, another] = method.parameters.filter(
    ({ name }) => name.getText() !== "this",
  );
  const refuse = (node: ts.Node, reason: string) =>
    void diagnostics.push(report("tool/parameters", sources.spanOf(node), { name, reason }));

  if (another !== undefined) return refuse(another, "takes more than two parameters");
  if (context !== undefined && !takesContext(context, sources)) {
    return refuse(context, "has a second parameter that is not a ToolContext");
  }
  if (input === undefined) return nothing;
  const { type } = input;
  if (input.dotDotDotToken !== undefined) return refuse(input, "takes a rest parameter");
  if (type === undefined) return refuse(input, "does not declare the type of its parameter");
  if (isContext(type, sources)) return refuse(type, "takes the ToolContext before its input");
  if (isEmpty(type)) return nothing;

  const read = readInput(tool, input, { sources, diagnostics });
  const strange = read && findStranger(read);
  return strange ? refuse(type, `takes ${nouns[strange.kind]}`) : read;
}

/** The part of a tool's input that is not an object; in a union, the first such member. */
function findStranger(type: TypeNode): Exclude<TypeNode, ObjectNode> | undefined {
  switch (type.kind) {
    case "object":
      return undefined;
    case "recursive":
      return findStranger(type.type);
    case "union":
      return type.members.map(findStranger).find((member) => member !== undefined);
    default:
      return type;
  }
}

const nouns: Record<Exclude<TypeNode["kind"], "object">, string> = {
  string: "a string",
  number: "a number",
  boolean: "a boolean",
  null: "null",
  unknown: "a value of an unknown type",
  literal: "a literal",
  template: "a string",
  date: "a Date",
  union: "one of several types",
  recursive: "a type that contains itself",
  ref: "a type that contains itself",
  array: "an array",
  tuple: "a tuple",
  record: "an object with unknown keys",
};

function readInput(
  { method, leaf, name }: ToolMethod,
  input: ts.ParameterDeclaration,
  { sources, diagnostics }: Pick<TypeContext, "sources" | "diagnostics">,
): TypeNode | undefined {
  const place = input.type ?? input;
  const context = newTypeContext({
    sources,
    diagnostics,
    read: readType,
    readChecked: readCheckedType,
    place,
    owner: `the tool "${name}" of ${leaf.name?.text ?? "the agent"}`,
    path: input.name.getText().startsWith("{") ? "input" : input.name.getText(),
    optional: input.questionToken !== undefined || input.initializer !== undefined,
  });
  const isGeneric = ts.isClassLike(method.parent) && method.parent.typeParameters !== undefined;
  if (isGeneric && method.parent !== leaf) {
    const type = instantiatedInput(name, leaf, sources);
    return type && readCheckedType({ type, node: place, written: input.type }, context);
  }
  return input.type && readType(input.type, context);
}

/** The input of a method of a generic class, with the type arguments of the agent's `extends`. */
function instantiatedInput(
  name: string,
  leaf: ts.ClassLikeDeclaration,
  sources: Sources,
): ts.Type | undefined {
  const checker = sources.checker();
  const symbol = checker.getPropertyOfType(checker.getTypeAtLocation(leaf), name);
  const method = symbol && checker.getTypeOfSymbolAtLocation(symbol, leaf);
  const [input] = method?.getCallSignatures()[0]?.getParameters() ?? [];
  return input && checker.getTypeOfSymbolAtLocation(input, leaf);
}

function isEmpty(type: ts.TypeNode): boolean {
  if (ts.isTypeLiteralNode(type)) return type.members.length === 0;
  if (!ts.isTypeReferenceNode(type) || type.typeName.getText() !== "Record") return false;
  const [key, value] = type.typeArguments ?? [];
  return key?.kind === ts.SyntaxKind.StringKeyword && value?.kind === ts.SyntaxKind.NeverKeyword;
}

function isContext(type: ts.TypeNode, sources: Sources): boolean {
  const origin = ts.isTypeReferenceNode(type) && findOrigin(type.typeName, "type", sources);
  return origin !== false && origin?.kind === "package" && origin.name === "ToolContext";
}

/** Whether a second parameter accepts a `ToolContext`, or a part of it, which only the checker can tell. */
function takesContext({ type }: ts.ParameterDeclaration, sources: Sources): boolean {
  if (type === undefined || isContext(type, sources)) return true;
  const resolved = sources.resolve(packageName, type.getSourceFile());
  const file = resolved === undefined ? undefined : sources.open(resolved);
  const origin = file && findExport("ToolContext", file, "type", sources);
  const declaration = origin?.kind === "declared" ? origin.declarations[0] : undefined;
  // Without the package's own types, tsc reports the fault.
  if (declaration === undefined) return true;
  const checker = sources.checker();
  const context = checker.getTypeAtLocation(declaration);
  return checker.isTypeAssignableTo(context, checker.getTypeFromTypeNode(type));
}
