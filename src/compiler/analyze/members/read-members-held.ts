import { ts } from "../../source/typescript.js";
import { readName } from "../syntax/read-name.js";

/**
 * The names of the public members of a class and its ancestors that are not functions, sorted: those that a
 * caller could mistake for params. The staleness guard compares them with `keyof` the class.
 */
export function readMembersHeld(classes: readonly ts.ClassLikeDeclaration[]): string[] {
  const names = new Set<string>();
  for (const node of classes) {
    for (const member of node.members) {
      if (ts.isConstructorDeclaration(member)) {
        for (const parameter of member.parameters) {
          const isMember = ts.isParameterPropertyDeclaration(parameter, member);
          if (isMember && isPublic(parameter) && ts.isIdentifier(parameter.name)) {
            names.add(parameter.name.text);
          }
        }
        continue;
      }
      if (!isData(member) || !isPublic(member)) continue;
      const name = nameOf(member);
      if (name === undefined) continue;
      if (!holdsFunction(member)) names.add(name);
    }
  }
  return [...names].sort();
}

const hiding: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.PrivateKeyword,
  ts.SyntaxKind.ProtectedKeyword,
  ts.SyntaxKind.StaticKeyword,
]);

type DataMember = ts.PropertyDeclaration | ts.GetAccessorDeclaration | ts.SetAccessorDeclaration;

function isData(member: ts.ClassElement): member is DataMember {
  return ts.isPropertyDeclaration(member) || ts.isAccessor(member);
}

function nameOf(member: DataMember): string | undefined {
  return ts.isPrivateIdentifier(member.name) ? undefined : readName(member.name);
}

function isPublic(node: ts.HasModifiers): boolean {
  return !ts.getModifiers(node)?.some(({ kind }) => hiding.has(kind));
}

/**
 * Whether syntax shows that a member is a function. A named type is treated as data, because the guard
 * leaves out functions itself, and asking the type checker costs more than a superfluous name.
 */
function holdsFunction(member: DataMember): boolean {
  const { type } = member;
  if (type !== undefined) return ts.isFunctionTypeNode(type);
  const initializer = ts.isPropertyDeclaration(member) ? member.initializer : undefined;
  return (
    initializer !== undefined &&
    (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
  );
}
