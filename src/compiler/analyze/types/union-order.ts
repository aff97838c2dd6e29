import { ts } from "../../source/typescript.js";

/**
 * Sorts the members of a computed union in the order of the source, because the checker's order depends on
 * everything that it has read before. Members that are not in the source, such as a mapped type's keys,
 * come last, by text.
 *
 * @param written where the union is written, as far as that is known
 * @param textOf the text of a member, which must not depend on what was read before
 */
export function orderMembers(
  members: readonly ts.Type[],
  written: ts.Node | undefined,
  checker: ts.TypeChecker,
  textOf: (member: ts.Type) => string,
): readonly ts.Type[] {
  const places = new Map<unknown, number>();
  const visit = (type: ts.Type): void => {
    const key = keyOf(type);
    if (!places.has(key)) places.set(key, places.size);
  };
  if (written) new Walk(checker, visit).node(written);
  const placeOf = (type: ts.Type) => places.get(keyOf(type)) ?? Infinity;
  return members.toSorted((a, b) => {
    const [one, other] = [placeOf(a), placeOf(b)];
    return one === other ? compare(textOf(a), textOf(b)) : one - other;
  });
}

/** Literals are identified by value, because the checker has several types for one. */
function keyOf(type: ts.Type): unknown {
  return type.isStringLiteral() || type.isNumberLiteral() ? JSON.stringify(type.value) : type;
}

/** Walks through the syntax of a type, and through the types that it names. */
class Walk {
  readonly #checker: ts.TypeChecker;
  readonly #visit: (type: ts.Type) => void;
  readonly #seen = new Set<ts.Node>();

  constructor(checker: ts.TypeChecker, visit: (type: ts.Type) => void) {
    this.#checker = checker;
    this.#visit = visit;
  }

  node(node: ts.Node): void {
    if (this.#seen.has(node)) return;
    this.#seen.add(node);
    if (ts.isParenthesizedTypeNode(node)) return this.node(node.type);
    if (ts.isUnionTypeNode(node)) return node.types.forEach((member) => this.node(member));
    if (ts.isTypeReferenceNode(node)) return this.#reference(node);
    if (ts.isTypeOperatorNode(node) && node.operator === ts.SyntaxKind.KeyOfKeyword) {
      return this.#keys(node.type);
    }
    if (ts.isIndexedAccessTypeNode(node)) return this.#elements(node);
    if (ts.isTypeNode(node)) this.#type(this.#checker.getTypeFromTypeNode(node));
  }

  #reference(node: ts.TypeReferenceNode): void {
    // The arguments of `Exclude`, `NonNullable` and an author's alias contain the union's members.
    node.typeArguments?.forEach((argument) => this.node(argument));
    const type = this.#checker.getTypeFromTypeNode(node);
    for (const declaration of type.aliasSymbol?.declarations ?? []) {
      if (ts.isTypeAliasDeclaration(declaration)) this.node(declaration.type);
    }
    this.#type(type);
  }

  #type(type: ts.Type): void {
    const enumerated = type.symbol?.declarations?.find((one) => ts.isEnumDeclaration(one));
    for (const member of enumerated?.members ?? []) {
      this.#visit(this.#checker.getTypeAtLocation(member));
    }
    if (!type.isUnion()) this.#visit(type);
    else if (type.flags & ts.TypeFlags.Boolean) type.types.forEach((member) => this.#visit(member));
  }

  #keys(node: ts.TypeNode): void {
    const properties = this.#checker.getPropertiesOfType(this.#checker.getTypeFromTypeNode(node));
    for (const property of properties.toSorted(byPlace)) {
      this.#visit(this.#checker.getStringLiteralType(property.getName()));
    }
  }

  /** `(typeof tones)[number]`, `Person["tone"]`. */
  #elements({ objectType, indexType }: ts.IndexedAccessTypeNode): void {
    const object = this.#checker.getTypeFromTypeNode(objectType);
    if (this.#checker.isTupleType(object)) {
      const elements = this.#checker.getTypeArguments(object as ts.TypeReference);
      return elements.forEach((element) => this.#type(element));
    }
    const index = this.#checker.getTypeFromTypeNode(indexType);
    const property = index.isStringLiteral()
      ? this.#checker.getPropertyOfType(object, index.value)
      : undefined;
    const written = property && writtenType(property);
    if (written) this.node(written);
  }
}

/** The declared type of a property. */
export function writtenType(property: ts.Symbol): ts.TypeNode | undefined {
  const declaration = property.declarations?.[0];
  const isProperty =
    declaration && (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration));
  return isProperty ? declaration.type : undefined;
}

/**
 * In source order. Properties from a mapped type over a union of names have no place and are sorted by
 * name.
 */
export function byPlace(a: ts.Symbol, b: ts.Symbol): number {
  const [first, second] = [a.declarations?.[0], b.declarations?.[0]];
  return (
    compare(first?.getSourceFile().fileName ?? "", second?.getSourceFile().fileName ?? "") ||
    (first?.pos ?? 0) - (second?.pos ?? 0) ||
    compare(a.getName(), b.getName())
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
