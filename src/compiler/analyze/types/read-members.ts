import type { PropertyNode, TypeNode } from "../../../manifest/type-node.js";
import { ts } from "../../source/typescript.js";
import { aFunction, anyObject } from "./non-json.js";
import { readDoc } from "../syntax/read-doc.js";
import { readName } from "../syntax/read-name.js";
import { refuse, refuseInherited, refuseKeys, refuseUnsupported } from "./refuse.js";
import { withinPart, type TypeContext } from "./type-context.js";

/**
 * Reads the members of an object type or an interface: an object, or a record if there is only an index
 * signature. `inherited` are the properties of the interfaces that it extends.
 */
export function readMembers(
  members: ts.NodeArray<ts.TypeElement>,
  node: ts.Node,
  context: TypeContext,
  inherited: readonly PropertyNode[] = [],
): TypeNode | undefined {
  const [first] = members;
  if (first === undefined && inherited.length === 0) return refuse(node, anyObject, context);
  if (first && ts.isIndexSignatureDeclaration(first) && members.length + inherited.length === 1) {
    return readIndexSignature(first, context);
  }
  const properties = new Map(inherited.map((property) => [property.name, property]));
  let complete = true;
  for (const member of members) {
    const property = readProperty(member, context);
    if (property === undefined) complete = false;
    else properties.set(property.name, property);
  }
  return complete ? { kind: "object", properties: [...properties.values()] } : undefined;
}

function readIndexSignature(
  node: ts.IndexSignatureDeclaration,
  context: TypeContext,
): TypeNode | undefined {
  const [key] = node.parameters;
  if (key?.type?.kind !== ts.SyntaxKind.StringKeyword) return refuseKeys(node, context);
  const value = context.read(node.type, withinPart(context, "[key]"));
  return value && { kind: "record", value };
}

function readProperty(member: ts.TypeElement, context: TypeContext): PropertyNode | undefined {
  if (ts.isIndexSignatureDeclaration(member)) {
    return refuseUnsupported(
      member,
      "an object with both properties and an index signature",
      'Move the other keys to a separate property: "extra: Record<string, T>".',
      context,
    );
  }
  if (!ts.isPropertySignature(member)) return refuse(member, aFunction, context);
  const name = readName(member.name);
  if (name === undefined) {
    return refuseUnsupported(member.name, "a computed key", "Write the key as a string.", context);
  }
  if (member.type === undefined) return refuse(member, anyObject, context);
  const optional = member.questionToken !== undefined;
  if (refuseInherited(member.name, { name, optional }, context)) return undefined;
  const type = context.read(member.type, withinPart(context, `.${name}`, optional));
  const description = readDoc(member);
  return type && { name, type, optional, ...(description !== undefined && { description }) };
}
