import { anyKey } from "../../../schema/strict/find-unenforceable.js";
import { findExport, packageName } from "../../source/find-origin.js";
import { moduleScopeOf } from "../../source/module-scope.js";
import type { Sources } from "../../source/sources.js";
import { ts } from "../../source/typescript.js";
import { isLiteral, isLiteralList, isLiteralMembers, isMask, mayNarrow } from "./literal-syntax.js";
import { findInitializer, resultOf, valueOf, zodFactory } from "./read-zod-call.js";
import { readName } from "../syntax/read-name.js";
import {
  leaves,
  makesOneObject,
  masks,
  mayBeUndefined,
  objects,
  records,
  refinements,
  same,
  unions,
  wrappers,
} from "./zod-syntax.js";

/**
 * A place in a schema's output: property names, `anyKey` for the values of a record, the index of an
 * element of a tuple, and 0 for the elements of an array. Empty for the whole value.
 */
export type SchemaPath = readonly (string | number)[];

/**
 * Finds where the TypeScript type of an exported Zod schema may differ from its JSON Schema. It may be
 * wider, after a cast (`z.enum(LANGS as [string, ...string[]])`), with a type annotation (`z.ZodType<any>`)
 * or a computed shape; or narrower, with a brand, a template literal or a refinement that narrows. There,
 * callers get the schema's own type, because only that is always equal to it.
 *
 * Uses syntax alone. Whatever syntax does not show gets the schema's own type, so that everything else has
 * the same type in both. If a member of a union or an intersection has its own type, so has the whole.
 */
export function findOwnTypes(
  schema: { readonly module: string; readonly name: string },
  sources: Sources,
): readonly SchemaPath[] {
  const file = sources.open(schema.module);
  const exported = file && moduleScopeOf(file).exports.get(schema.name);
  const reader = new TypeReader(sources);
  const expression =
    exported?.kind === "expression"
      ? exported.expression
      : initializerOf(file && findExport(schema.name, file, "value", sources));
  reader.readElement(expression, []);
  return reader.found;
}

// Schemas that contain each other twice at every level would be read an exponential number of times.
const mostReads = 10_000;

class TypeReader {
  readonly found: SchemaPath[] = [];
  #reads = 0;
  readonly #sources: Sources;
  /** The named schemas around a place. */
  readonly #within: ts.Expression[] = [];

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** Reads an expression that makes the schema of a place. */
  read(expression: ts.Expression | undefined, path: SchemaPath): void {
    this.#reads += 1;
    if (expression === undefined || this.#reads > mostReads) return this.#mark(path);
    if (
      ts.isParenthesizedExpression(expression) ||
      ts.isSatisfiesExpression(expression) ||
      ts.isNonNullExpression(expression)
    ) {
      return this.read(expression.expression, path);
    }
    if (ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression)) {
      return this.#readNamed(expression, path);
    }
    if (!ts.isCallExpression(expression) || expression.typeArguments !== undefined) {
      return this.#mark(path);
    }
    // The whole of it says no type, and the guard of the module compares none.
    if (path.length === 0 && isJsonSchema(expression.expression)) return;
    const factory = zodFactory(expression.expression, this.#sources);
    if (factory !== undefined) return this.#readFactory(factory, expression.arguments, path);
    const callee = expression.expression;
    if (!ts.isPropertyAccessExpression(callee)) return this.#mark(path);
    this.#readMethod(callee.expression, callee.name.text, expression.arguments, path);
  }

  /** As `read`, for an element, where JSON cannot hold undefined, but the type has it. */
  readElement(expression: ts.Expression | undefined, path: SchemaPath): void {
    if (expression !== undefined && mayBeUndefined(expression, this.#sources))
      return this.#mark(path);
    this.read(expression, path);
  }

  #mark(path: SchemaPath): void {
    this.found.push(path);
  }

  #readNamed(name: ts.Identifier | ts.PropertyAccessExpression, path: SchemaPath): void {
    const initializer = findInitializer(name, this.#sources);
    if (initializer === undefined) return this.#mark(path);
    // A recursive schema has been read at its first occurrence.
    if (this.#within.includes(initializer)) return;
    this.#within.push(initializer);
    this.read(initializer, path);
    this.#within.pop();
  }

  #readFactory(name: string, given: readonly ts.Expression[], path: SchemaPath): void {
    const [first, second] = given;
    if (leaves.has(name)) return;
    if (wrappers.has(name)) return this.read(first, path);
    if (objects.has(name)) return this.#readShape(first, path);
    if (unions.has(name)) {
      return this.#readList(name === "discriminatedUnion" ? second : first, path);
    }
    if (records.has(name)) return this.#readRecord(given, path);
    switch (name) {
      case "literal":
        return this.#accept(isLiteral(first) || isLiteralList(first, this.#sources), path);
      case "enum":
      case "nativeEnum":
        return this.#accept(
          isLiteralList(first, this.#sources) || isLiteralMembers(first, this.#sources, name),
          path,
        );
      case "array":
        return this.readElement(first, [...path, 0]);
      case "lazy":
        return this.read(resultOf(first), path);
      case "tuple":
        return this.#readTuple(first, second, path);
      case "intersection":
        return this.#readAll(path, given.slice(0, 2));
      case "preprocess":
      case "pipe":
      case "codec":
        return this.read(second, path);
      case "exactOptional":
        return this.#markOwner(path);
      default:
        // Also template literals, which are plain texts in JSON Schema, and `z.custom()`.
        return this.#mark(path);
    }
  }

  #readMethod(
    on: ts.Expression,
    method: string,
    given: readonly ts.Expression[],
    path: SchemaPath,
  ): void {
    const [first] = given;
    if (same.has(method)) return this.read(on, path);
    if (refinements.has(method))
      return mayNarrow(first, makesOneObject(on, this.#sources))
        ? this.#mark(path)
        : this.read(on, path);
    if (masks.has(method)) {
      return first === undefined || isMask(first) ? this.read(on, path) : this.#mark(path);
    }
    switch (method) {
      case "extend":
      case "safeExtend":
      case "augment":
        this.read(on, path);
        return this.#readShape(first, path);
      case "merge":
        this.read(on, path);
        return this.read(first, path);
      case "catchall":
        return this.#readWhole(path, () => {
          this.read(on, path);
          this.read(first, path);
        });
      case "array":
        return this.readElement(on, [...path, 0]);
      case "and":
      case "or":
      case "rest":
        return this.#readAll(path, [on, first]);
      case "pipe":
        return this.read(first, path);
      case "exclude":
      case "extract":
        return isLiteralList(first, this.#sources) ? this.read(on, path) : this.#mark(path);
      case "keyof":
        return this.#readAll(path, [on]);
      case "exactOptional":
        return this.#markOwner(path);
      default:
        return this.#mark(path);
    }
  }

  /**
   * Marks the object of a property that may be absent but not undefined, because only the object's type
   * says so.
   */
  #markOwner(path: SchemaPath): void {
    this.#mark(path.slice(0, -1));
  }

  #accept(isPlain: boolean, path: SchemaPath): void {
    if (!isPlain) this.#mark(path);
  }

  /** The properties of an object. */
  #readShape(shape: ts.Expression | undefined, path: SchemaPath): void {
    const literal = this.#findShape(shape);
    if (literal === undefined) return this.#mark(path);
    for (const property of literal.properties) {
      if (ts.isSpreadAssignment(property)) {
        const { expression } = property;
        const isShapeOf =
          ts.isPropertyAccessExpression(expression) && expression.name.text === "shape";
        if (isShapeOf) this.read(expression.expression, path);
        else this.#readShape(expression, path);
        continue;
      }
      const name = property.name && readName(property.name);
      if (name === undefined) return this.#mark(path);
      this.read(valueOf(property), [...path, name]);
    }
  }

  #findShape(shape: ts.Expression | undefined): ts.ObjectLiteralExpression | undefined {
    if (shape === undefined) return undefined;
    if (ts.isObjectLiteralExpression(shape)) return shape;
    if (!ts.isIdentifier(shape)) return undefined;
    const initializer = findInitializer(shape, this.#sources);
    return initializer && ts.isObjectLiteralExpression(initializer) ? initializer : undefined;
  }

  #readTuple(
    elements: ts.Expression | undefined,
    rest: ts.Expression | undefined,
    path: SchemaPath,
  ): void {
    if (elements === undefined || !ts.isArrayLiteralExpression(elements)) return this.#mark(path);
    if (elements.elements.some(ts.isSpreadElement)) return this.#mark(path);
    for (const [index, element] of elements.elements.entries()) {
      this.read(element, [...path, index]);
    }
    if (rest !== undefined) this.#readAll(path, [rest]);
  }

  #readRecord(given: readonly ts.Expression[], path: SchemaPath): void {
    // The only argument of a Zod 3 record is the schema of its values.
    const [key, value] = given.length === 1 ? [undefined, given[0]] : given;
    if (key !== undefined) {
      const before = this.found.length;
      this.#readAll(path, [key]);
      if (this.found.length > before) return;
    }
    this.readElement(value, [...path, anyKey]);
  }

  #readList(members: ts.Expression | undefined, path: SchemaPath): void {
    const isPlain =
      members !== undefined &&
      ts.isArrayLiteralExpression(members) &&
      !members.elements.some(ts.isSpreadElement);
    if (isPlain) this.#readAll(path, members.elements);
    else this.#mark(path);
  }

  /** Parts of one type: if one of them has its own type, so has the whole. */
  #readAll(path: SchemaPath, parts: readonly (ts.Expression | undefined)[]): void {
    this.#readWhole(path, () => {
      for (const part of parts) this.read(part, path);
    });
  }

  #readWhole(path: SchemaPath, read: () => void): void {
    const before = this.found.length;
    read();
    const within = this.found.splice(before);
    if (within.length === 0) return;
    this.found.push(path, ...within.filter((one) => one.length < path.length));
  }
}

/** `jsonSchema` of this package. */
function isJsonSchema(callee: ts.Expression): boolean {
  if (!ts.isIdentifier(callee)) return false;
  const imported = moduleScopeOf(callee.getSourceFile()).imports.get(callee.text);
  return imported?.specifier === `${packageName}/json-schema` && imported.name === "jsonSchema";
}

/** The initializer of an exported constant, unless it has a type annotation. */
function initializerOf(origin: ReturnType<typeof findExport>): ts.Expression | undefined {
  const declaration = origin?.kind === "declared" ? origin.declarations[0] : undefined;
  if (declaration === undefined || !ts.isVariableDeclaration(declaration)) return undefined;
  return declaration.type === undefined ? declaration.initializer : undefined;
}
