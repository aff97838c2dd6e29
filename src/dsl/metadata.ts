/**
 * The key under which a class stores the metadata of its decorators. No version of Node has
 * `Symbol.metadata`, so this module defines it, as the specification says: fixed, and under the
 * registered name that esbuild falls back to.
 *
 * It must exist before an agent class is evaluated, because the code that tsc emits for a decorated
 * class passes no metadata to decorators without it. An agent's module imports this package, so it
 * does.
 *
 * It is exported, not only defined, because a bundler drops a module from which nothing is imported.
 */
export const metadataSymbol: symbol = defineMetadataSymbol();

function defineMetadataSymbol(): symbol {
  const existing: unknown = Reflect.get(Symbol, "metadata");
  if (typeof existing === "symbol") return existing;
  const symbol = Symbol.for("Symbol.metadata");
  Object.defineProperty(Symbol, "metadata", { value: symbol });
  return symbol;
}

/** The metadata of a class: an object whose prototype is the metadata of the parent class. */
export type Metadata = Record<PropertyKey, unknown>;

/** The metadata that a class has or inherits, or `undefined` when nothing up its chain is decorated. */
export function findMetadata(target: object): Metadata | undefined {
  return Reflect.get(target, metadataSymbol) as Metadata | undefined;
}

/** Whether the metadata that {@link findMetadata} finds is the class's own and not its parent's. */
export function hasOwnMetadata(target: object): boolean {
  return Object.hasOwn(target, metadataSymbol);
}

/**
 * A class's own metadata, made when it has none, for the legacy form of decorators, which knows no
 * metadata. It is what the standard form makes, so that classes of both forms inherit from each other.
 */
export function ensureOwnMetadata(target: object): Metadata {
  const found = findMetadata(target);
  if (found !== undefined && hasOwnMetadata(target)) return found;
  const own = Object.create(found ?? null) as Metadata;
  Object.defineProperty(target, metadataSymbol, {
    value: own,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return own;
}
