import type { PropertyNode, TypeNode } from "../../../manifest/type-node.js";
import { isLibraryFile } from "../../source/library.js";
import { ts } from "../../source/typescript.js";
import { aFunction, anInstance, anyObject, nonJsonGlobals } from "./non-json.js";
import {
  refuse,
  refuseInherited,
  refuseMiddleRest,
  refuseUnsupported,
  sayOfType,
} from "./refuse.js";
import { withinComputed, type CheckedType, type TypeContext } from "./type-context.js";
import { byPlace, writtenType } from "./union-order.js";

// Deeper than the params of any prompt.
const deepest = 40;

/** Reads an array, a tuple or an object that the type checker computed. */
export function readCheckedObject(
  checked: CheckedType,
  context: TypeContext,
): TypeNode | undefined {
  const { type, node, written } = checked;
  const checker = context.sources.checker();
  if (checker.isTupleType(type)) {
    return readTuple(type as ts.TupleTypeReference, node, context);
  }
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    const part = element && { type: element, node, written: written && elementOf(written) };
    const read = part && context.readChecked(part, withinComputed(context, "[]"));
    return read && { kind: "array", element: read };
  }
  const symbol = type.getSymbol();
  const name = symbol?.getName() ?? "";
  const isGlobal = symbol?.declarations?.every((d) => isPlatform(d.getSourceFile())) ?? false;
  if (isGlobal && name === "Date") return { kind: "date" };
  const nonJson = isGlobal ? nonJsonGlobals.get(name) : undefined;
  if (nonJson !== undefined) return refuse(node, nonJson, context);
  if (symbol && symbol.flags & ts.SymbolFlags.Class) return refuse(node, anInstance(name), context);
  if (type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) {
    return refuse(node, aFunction, context);
  }
  return readCheckedProperties(checked, context);
}

/** Where the element type of an array is written. */
function elementOf(written: ts.Node): ts.Node | undefined {
  if (ts.isArrayTypeNode(written)) return written.elementType;
  if (ts.isTypeOperatorNode(written)) return elementOf(written.type);
  return ts.isTypeReferenceNode(written) ? written.typeArguments?.[0] : undefined;
}

function isPlatform(file: ts.SourceFile): boolean {
  return isLibraryFile(file) || file.fileName.includes("/node_modules/@types/node/");
}

function readTuple(
  type: ts.TupleTypeReference,
  node: ts.Node,
  context: TypeContext,
): TypeNode | undefined {
  const elements: TypeNode[] = [];
  let least = 0;
  let rest: TypeNode | undefined;
  const { elementFlags } = type.target;
  for (const [index, element] of context.sources.checker().getTypeArguments(type).entries()) {
    const kind = elementFlags[index] ?? ts.ElementFlags.Required;
    const isOptional = (kind & ts.ElementFlags.Optional) !== 0;
    const inside = withinComputed(context, `[${index}]`, isOptional);
    const read = context.readChecked({ type: element, node }, inside);
    if (read === undefined) return undefined;
    if (kind & ts.ElementFlags.Required) least = elements.push(read);
    else if (isOptional) elements.push(read);
    else if (kind & ts.ElementFlags.Rest && index === elementFlags.length - 1) rest = read;
    else return refuseMiddleRest(node, context);
  }
  const isShorter = least < elements.length;
  return { kind: "tuple", elements, ...(isShorter && { least }), ...(rest && { rest }) };
}

/** Reads an object, or an intersection of objects, by its properties. */
export function readCheckedProperties(
  checked: CheckedType,
  context: TypeContext,
): TypeNode | undefined {
  const { type, node } = checked;
  const met = context.open.find(type);
  if (met !== undefined) return met;
  const given = type.aliasSymbol?.getName() ?? type.getSymbol()?.getName() ?? "__type";
  // The checker gives a type without a name one that begins with `__`.
  const isNamed = !given.startsWith("__");
  const refuseEndless = () => {
    const name = isNamed ? given : node.getText();
    return sayOfType("type/recursive", node, { name }, context);
  };
  // A generic type that contains itself with different arguments is a new type at every level.
  if (context.open.depth >= deepest) return refuseEndless();
  const read = context.open.read(type, isNamed ? given : "Part", () =>
    readMembers(checked, { ...context, optional: false }),
  );
  return read === "endless" ? refuseEndless() : read;
}

function readMembers({ type, node }: CheckedType, context: TypeContext): TypeNode | undefined {
  const checker = context.sources.checker();
  const symbols = checker.getPropertiesOfType(type).sort(byPlace);
  const index = checker.getIndexInfoOfType(type, ts.IndexKind.String);
  if (index !== undefined && symbols.length === 0) {
    const part = { type: index.type, node, written: index.declaration?.type };
    const value = context.readChecked(part, withinComputed(context, "[key]"));
    return value && { kind: "record", value };
  }
  if (index !== undefined || checker.getIndexInfosOfType(type).length > 0) {
    const remedy = 'Move the other keys to a separate property: "extra: Record<string, T>".';
    return refuseUnsupported(node, "an object with an index signature", remedy, context);
  }
  if (symbols.length === 0) return refuse(node, anyObject, context);
  const properties = symbols.map((symbol) => readProperty(symbol, node, context));
  if (!properties.every((property) => property !== undefined)) return undefined;
  return { kind: "object", properties };
}

function readProperty(
  symbol: ts.Symbol,
  node: ts.Node,
  context: TypeContext,
): PropertyNode | undefined {
  const checker = context.sources.checker();
  const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  const name = ts.unescapeLeadingUnderscores(symbol.escapedName);
  if (refuseInherited(node, { name, optional }, context)) return undefined;
  const type = checker.getTypeOfSymbolAtLocation(symbol, node);
  const inside = withinComputed(context, `.${name}`, optional);
  const read = context.readChecked({ type, node, written: writtenType(symbol) }, inside);
  const documentation = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  const description = documentation.replaceAll("\r\n", "\n").trim();
  if (read === undefined) return undefined;
  return {
    name,
    type: read,
    optional,
    ...(description !== "" && { description }),
  };
}
